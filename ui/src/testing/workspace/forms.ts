/** Forms of the made-up workflows: what was filled in, and what is to be filled in. */
import type { FieldView } from "../../host/contract";
import { digest } from "./basics";

export function field(part: Partial<FieldView> & Pick<FieldView, "path" | "label">): FieldView {
  return {
    kind: "text",
    choices: [],
    required: true,
    writable: false,
    sealed: null,
    value: null,
    commitment: null,
    changed: false,
    ...part,
  };
}

export const VENDOR_FORM: FieldView[] = [
  field({ path: "legal_name", label: "Legal name", value: "Nordwind GmbH" }),
  field({
    path: "country",
    label: "Country",
    kind: "choice",
    value: "DE",
    choices: [
      ["AT", "Austria"],
      ["DE", "Germany"],
    ],
  }),
  field({
    path: "iban",
    label: "IBAN",
    value: "DE89 3704 0044 0532 0130 00",
    sealed: "P10Y",
    commitment: digest("iban"),
    changed: true,
  }),
  field({ path: "amount_limit", label: "Highest amount of one invoice", kind: "number", value: "12500" }),
];

export const START_FIELDS: FieldView[] = VENDOR_FORM.map((each): FieldView => ({
  ...each,
  writable: true,
  value: null,
  commitment: null,
  changed: false,
})).concat([
  field({ path: "note", label: "Note for who decides", kind: "long_text", writable: true, required: false }),
  field({ path: "checked", label: "I compared the details with the contract", kind: "checkbox", writable: true }),
  field({ path: "from", label: "First invoice expected", kind: "date", writable: true, required: false }),
]);
