/** Approval rules, and the connectors that workflows may call. */
import type { RuleSentence } from "../../host/contract";
import { ANA, BO, CY, ONE, TWO, YES, digest } from "./basics";
import type { Queries } from "./answers";

export const RULE: RuleSentence = {
  id: "vendor-payments",
  name: "Vendor payments",
  eligible: { kind: "role", role: "approver", scope: "workflow:vendor-onboarding" },
  needed: 2,
  canStill: [BO, CY],
};

export const RULES: Pick<Queries, "rules.list" | "connectors.list"> = {
  "rules.list": () => ({
    rules: [
      { ...RULE, people: [BO, CY], digest: digest("rule"), usedBy: ["vendor-onboarding"], vouch: TWO },
      {
        id: "manager-approval",
        name: "Manager approval",
        eligible: { kind: "manager" },
        people: [],
        needed: 1,
        digest: digest("manager"),
        usedBy: ["access-request"],
        vouch: ONE,
      },
      {
        id: "refund-high",
        name: "High refunds",
        eligible: { kind: "group", group: "finance" },
        people: [ANA],
        needed: 2,
        digest: digest("refund"),
        usedBy: [],
        vouch: TWO,
      },
    ],
    maySet: YES,
  }),
  "connectors.list": () => ({
    connectors: [
      {
        id: "erp",
        name: "ERP",
        base: "https://erp.nordwind.example/api",
        methods: ["POST"],
        paths: ["/vendors"],
        privateAddresses: false,
        idempotent: false,
        outputs: [{ field: "vendor_number", path: "vendor.number", sealed: false }],
        timeoutSeconds: 20,
        file: "{}",
        digest: digest("erp"),
        hasToken: true,
        tokenHere: true,
        usedBy: ["vendor-onboarding"],
        vouch: TWO,
      },
      {
        id: "directory",
        name: "Directory",
        base: "http://127.0.0.1:8080",
        methods: ["GET", "PUT"],
        paths: ["/users/*", "/groups"],
        privateAddresses: true,
        idempotent: true,
        outputs: [],
        timeoutSeconds: 10,
        file: "{}",
        digest: digest("dir"),
        hasToken: false,
        tokenHere: false,
        usedBy: [],
        vouch: ONE,
      },
    ],
    maySet: YES,
  }),
};
