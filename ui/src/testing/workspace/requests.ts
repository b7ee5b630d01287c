/** What may be started, and the form of one workflow. */
import { NO, YES, digest } from "./basics";
import { START_FIELDS } from "./forms";
import { RULE } from "./rules";
import type { Queries } from "./answers";

export const REQUESTS: Pick<Queries, "requests.startable" | "requests.form"> = {
  "requests.startable": () => ({
    workflows: [
      {
        workflow: "vendor-onboarding",
        name: "Vendor onboarding",
        description: "Adds a vendor once two people of finance have compared the payment details.",
        mayStart: YES,
      },
      {
        workflow: "refund",
        name: "Customer refund",
        description: "Pays a customer back; above 500 two people look.",
        mayStart: YES,
      },
      {
        workflow: "access-request",
        name: "Access request",
        description: "Gives access to a system with the word of manager and owner.",
        mayStart: NO,
      },
    ],
  }),
  "requests.form": ({ workflow }) => ({
    workflow,
    name: "Vendor onboarding",
    version: digest("version"),
    fields: START_FIELDS,
    asked: [{ step: "Approve payment details", rule: RULE }],
    mayStart: YES,
  }),
};
