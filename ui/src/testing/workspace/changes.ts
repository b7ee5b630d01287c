/** Proposed changes: one for the signer to decide, one of their own. */
import type { ChangeRow } from "../../host/contract";
import { ANA, BO, CY, YES, digest, hours } from "./basics";
import type { Queries } from "./answers";

const CHANGES: ChangeRow[] = [
  {
    id: "c_8121",
    kind: "rule.set",
    args: { rule: "refund-high" },
    by: BO,
    at: hours(4),
    reason: "Two people look at every refund above 500, as agreed with the auditors.",
    digest: digest("change"),
    before: JSON.stringify({
      id: "refund-high",
      name: "High refunds",
      eligible: { group: "finance" },
      needed: 1,
      distinct: true,
    }),
    after: JSON.stringify({
      id: "refund-high",
      name: "High refunds",
      eligible: { group: "finance" },
      needed: 2,
      distinct: true,
    }),
    impact: [],
    mayDecide: YES,
    yours: false,
  },
  {
    id: "c_8099",
    kind: "grant.add",
    args: { person: CY.name, role: "approver", scope: "workflow:refund", from: "", until: "" },
    by: ANA,
    at: hours(30),
    reason: null,
    digest: digest("grant"),
    before: null,
    after: null,
    impact: [{ person: CY, permission: "task.decide", scope: "workflow:refund", gains: true }],
    mayDecide: { allowed: false, because: "you proposed this", code: "proposer_approval" },
    yours: true,
  },
];

export const CHANGE: Pick<Queries, "changes.list"> = { "changes.list": () => ({ changes: CHANGES }) };
