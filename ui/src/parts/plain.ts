/** Values of forms: as JSON carries them, as people write and read them. */
import type { FieldView, Plain } from "../host/contract";
import type { Translate } from "../text/text";

/** What a person has put in, by path. Absent: untouched. */
export type Values = Readonly<Record<string, Plain>>;

/** The values a form starts with. A checkbox that says nothing says no. */
export function startValues(fields: readonly FieldView[]): Values {
  const values: Record<string, Plain> = {};
  for (const field of fields) {
    if (!field.writable) continue;
    if (field.value !== null) values[field.path] = field.value;
    else if (field.kind === "checkbox") values[field.path] = false;
  }
  return values;
}

/** What is sent: empty texts and lists are left out, blanks around texts too. */
export function sentValues(fields: readonly FieldView[], values: Values): Record<string, Plain> {
  const sent: Record<string, Plain> = {};
  for (const field of fields) {
    const value = values[field.path];
    if (!field.writable || value === undefined || isEmpty(value)) continue;
    sent[field.path] = typeof value === "string" ? value.trim() : value;
  }
  return sent;
}

/** Writable fields that must be given and are not, or that cannot be read as what they are; by path, a catalogue id. */
export function fieldErrors(fields: readonly FieldView[], values: Values): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const field of fields) {
    if (!field.writable) continue;
    const value = values[field.path];
    if (value === undefined || isEmpty(value)) {
      if (field.required) errors[field.path] = "form-missing";
    } else if (field.kind === "number" && !/^-?\d+(\.\d+)?$/.test(String(value).trim())) {
      errors[field.path] = "form-number";
    }
  }
  return errors;
}

/** Only what differs from what the form started with. */
export function changedValues(fields: readonly FieldView[], values: Values): Record<string, Plain> {
  const start = sentValues(fields, startValues(fields));
  return Object.fromEntries(
    Object.entries(sentValues(fields, values)).filter(
      ([path, value]) => JSON.stringify(start[path]) !== JSON.stringify(value),
    ),
  );
}

export function plainText(t: Translate, field: FieldView, value: Plain): string {
  const labelOf = (choice: string) => field.choices.find(([stored]) => stored === choice)?.[1] ?? choice;
  if (typeof value === "boolean") return t(value ? "value-yes" : "value-no");
  if (Array.isArray(value)) return value.map(labelOf).join(", ");
  return labelOf(String(value));
}

function isEmpty(value: Plain): boolean {
  return (
    value === "" || (typeof value === "string" && value.trim() === "") || (Array.isArray(value) && value.length === 0)
  );
}
