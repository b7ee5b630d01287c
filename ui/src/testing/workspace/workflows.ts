/** Two workflows, the versions of one, and one version in full. */
import { SAMPLE_BPMN } from "../../gallery/sample";
import { CY, LONG, TWO, YES, digest, hours } from "./basics";
import type { Queries } from "./answers";

export const WORKFLOWS: Pick<Queries, "workflows.list" | "workflows.detail" | "workflows.version"> = {
  "workflows.list": () => ({
    workflows: [
      { id: "vendor-onboarding", name: "Vendor onboarding", published: 6, latest: 7, running: 12, vouch: TWO },
      { id: "refund", name: "Customer refund", published: null, latest: 1, running: 0, vouch: null },
    ],
    mayImport: YES,
  }),
  "workflows.detail": () => ({
    row: { id: "vendor-onboarding", name: "Vendor onboarding", published: 6, latest: 7, running: 12, vouch: TWO },
    versions: [
      {
        digest: digest("seven"),
        number: 7,
        author: CY,
        at: hours(3),
        index: 8110,
        published: false,
        proposed: null,
        running: 0,
      },
      {
        digest: digest("six!"),
        number: 6,
        author: LONG,
        at: hours(300),
        index: 7201,
        published: true,
        proposed: null,
        running: 12,
      },
    ],
    mayPublish: YES,
  }),
  "workflows.version": ({ version }) => ({
    row: {
      digest: version,
      number: 7,
      author: CY,
      at: hours(3),
      index: 8110,
      published: false,
      proposed: null,
      running: 0,
    },
    workflow: "vendor-onboarding",
    diagram: SAMPLE_BPMN,
    steps: [
      {
        id: "start",
        name: "Vendor proposed",
        kind: "start",
        form: "vendor-request",
        rule: null,
        connector: null,
        next: [["approve", null]],
      },
      {
        id: "approve",
        name: "Approve payment details",
        kind: "approval",
        form: "vendor-approval",
        rule: "vendor-payments",
        connector: null,
        next: [["split", null]],
      },
      {
        id: "split",
        name: "Approved?",
        kind: "exclusive",
        form: null,
        rule: null,
        connector: null,
        next: [
          ["create", "amount_limit <= 50000"],
          ["refused", null],
        ],
      },
      {
        id: "create",
        name: "Create vendor in ERP",
        kind: "connector",
        form: null,
        rule: null,
        connector: "erp",
        next: [["done", null]],
      },
    ],
    files: [
      { kind: "process", name: "process.bpmn", digest: digest("bpmn"), text: SAMPLE_BPMN },
      {
        kind: "rule",
        name: "vendor-payments",
        digest: digest("rule"),
        text: '{\n  "id": "vendor-payments",\n  "needed": 2\n}',
      },
    ],
    findings: [
      {
        code: "unread_field",
        element: "approve",
        severity: "warning",
        message: "The form shows `note`, which no later step reads.",
      },
    ],
  }),
};
