/** A draft, what lint says of it, and a test run; enough to look at the editor without an engine. */
import type { CommandArgs, DraftDetail, Simulation } from "../../host/contract";
import { emptyTable } from "../../editor/table/newTable";
import { SAMPLE_BPMN } from "../../gallery/sample";
import type { Queries } from "./answers";
import { ANA, hours } from "./basics";

const ROW = {
  draft: "d_1",
  workflow: "vendor-onboarding",
  name: "Vendor onboarding",
  at: hours(1),
  revision: 3,
  base: null,
  by: ANA,
};

export const VENDOR_FORM_FILE = JSON.stringify(
  {
    schemaVersion: 16,
    type: "default",
    id: "vendor-request",
    components: [
      { type: "text", id: "text_1", text: "As in the commercial register." },
      { type: "textfield", id: "field_1", key: "legal_name", label: "Legal name", validate: { required: true } },
      {
        type: "number",
        id: "field_2",
        key: "amount",
        label: "Amount",
        validate: { required: true, min: 1, max: 100000 },
      },
      {
        type: "select",
        id: "field_3",
        key: "country",
        label: "Country",
        values: [
          { label: "Germany", value: "DE" },
          { label: "France", value: "FR" },
        ],
      },
      {
        type: "textfield",
        id: "field_4",
        key: "iban",
        label: "IBAN",
        properties: { "countersign.data": "sealed", "countersign.retention": "P10Y" },
      },
    ],
  },
  null,
  2,
);

const FIELDS = [
  { path: "legal_name", label: "Legal name", kind: "text", sealed: false, output: false },
  { path: "amount", label: "Amount", kind: "number", sealed: false, output: false },
  { path: "country", label: "Country", kind: "choice", sealed: false, output: false },
  { path: "iban", label: "IBAN", kind: "text", sealed: true, output: false },
];

const RUN: Simulation = {
  outcome: "waiting",
  path: ["start", "f1", "details"],
  steps: [
    { element: "start", what: "entered", flows: [], fields: {}, tokens: ["start"] },
    { element: "details", what: "waits", flows: [], fields: { legal_name: "Nordwind" }, tokens: ["details"] },
  ],
  waits: [{ element: "details", name: "Enter payment details", kind: "task" }],
  incidents: [],
  fields: { legal_name: "Nordwind" },
  notes: [],
};

const STOPPED: Simulation = {
  ...RUN,
  outcome: "incident",
  waits: [],
  path: ["start", "f1", "details", "f2", "approve", "f3", "split"],
  steps: [
    ...RUN.steps,
    {
      element: "approve",
      what: "approved",
      flows: [],
      fields: { legal_name: "Nordwind", amount: null },
      tokens: ["split"],
    },
    {
      element: "split",
      what: "incident",
      flows: [],
      fields: { legal_name: "Nordwind", amount: null },
      tokens: ["split"],
    },
  ],
  incidents: [
    {
      element: "split",
      code: "condition_null",
      message: "The condition `amount > 500` gave no answer: `amount` is not set.",
    },
  ],
};

/** What was saved last, so that a draft opens as it was saved. */
let saved: DraftDetail | null = null;

export function keepDraft(args: CommandArgs["drafts.save"] | null): void {
  saved = args && {
    row: { ...ROW, workflow: args.workflow, name: args.name, base: args.base, revision: args.revision + 1 },
    files: args.files,
  };
}

const OPENED: DraftDetail = {
  row: ROW,
  files: [
    { path: "process.bpmn", text: SAMPLE_BPMN },
    { path: "forms/vendor-request.form", text: VENDOR_FORM_FILE },
    { path: "decisions/team.dmn", text: emptyTable("team", "Which team") },
  ],
};

export const DRAFTS: Pick<Queries, "drafts.list" | "drafts.open" | "drafts.lint" | "drafts.simulate" | "feel.check"> = {
  "drafts.list": () => ({ drafts: [ROW] }),
  "drafts.open": () => saved ?? OPENED,
  "drafts.lint": ({ files }) => ({
    findings: files[0]?.text.includes('id="approve"')
      ? [
          {
            code: "task.rule",
            element: "approve",
            severity: "error",
            message: "This approval names no rule. Choose who decides.",
          },
          {
            code: "field.unread",
            element: "details",
            severity: "warning",
            message: "The form shows `note`, which no later step reads.",
          },
        ]
      : [],
    fields: FIELDS,
  }),
  "drafts.simulate": ({ answers }) => (answers.length === 0 ? RUN : STOPPED),
  "feel.check": ({ expression }) =>
    /[>=<]\s*$|^\s*[>=<]/.test(expression)
      ? {
          error: { message: "a value is missing here", start: expression.length, end: expression.length },
          variables: [],
        }
      : { variables: [] },
};
