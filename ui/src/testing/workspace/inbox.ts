/** Tasks that wait for the signer: one of each kind. */
import { SAMPLE_BPMN } from "../../gallery/sample";
import type { InboxRow } from "../../host/contract";
import { ANA, BO, CY, LONG, YES, digest, hours } from "./basics";
import { VENDOR_FORM, field } from "./forms";
import { RULE } from "./rules";
import type { Queries } from "./answers";

export const INBOX: InboxRow[] = [
  {
    request: "r_57",
    task: "t_60",
    workflow: "Vendor onboarding",
    step: "Approve payment details",
    kind: "approval",
    requester: BO,
    rule: "Vendor payments",
    since: hours(2),
    round: 2,
  },
  {
    request: "r_31",
    task: "t_33",
    workflow: "Customer refund",
    step: "Enter refund",
    kind: "revise",
    requester: ANA,
    rule: null,
    since: hours(26),
    round: 1,
  },
  {
    request: "r_12",
    task: "t_15",
    workflow: "Access request",
    step: "Hand over the credentials to whoever asked for them, in person and against a signature",
    kind: "plain",
    requester: LONG,
    rule: null,
    since: hours(200),
    round: 1,
  },
];

export const TASKS: Pick<Queries, "inbox.list" | "inbox.task"> = {
  "inbox.list": () => ({ tasks: INBOX }),
  "inbox.task": ({ task }) => {
    const row = INBOX.find((each) => each.task === task) ?? INBOX[0];
    if (!row) throw new Error("no such task");
    return {
      row,
      form:
        row.kind === "approval"
          ? VENDOR_FORM
          : row.kind === "revise"
            ? VENDOR_FORM.map((each) => ({ ...each, writable: true, changed: false }))
            : [...VENDOR_FORM.slice(0, 2), field({ path: "handed_over", label: "Handed over to", writable: true })],
      shown: digest("shown"),
      rule: row.kind === "approval" ? { ...RULE, canStill: [ANA, CY] } : null,
      decisions:
        row.kind === "plain"
          ? []
          : [
              {
                person: CY,
                verdict: row.kind === "revise" ? "return" : "approve",
                reason:
                  row.kind === "revise"
                    ? "The order number is missing."
                    : "Called the vendor back; the account is theirs.",
                index: 8120,
                at: hours(1),
              },
            ],
      version: digest("version"),
      diagram: SAMPLE_BPMN,
      tokens: ["approve"],
      passed: ["start", "f1", "details", "f2"],
      may: YES,
      toSign: `{"act":"approval.decide","body":{"covers":{"amount_limit":"12500","country":"DE","iban":{"sealed":"${digest("iban")}"},"legal_name":"Nordwind GmbH"},"round":2,"verdict":"approve"},"by":"p_ana","on":"t_60","v":1}`,
    };
  },
};
