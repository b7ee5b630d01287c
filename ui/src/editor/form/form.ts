/**
 * A form file as it is edited: the Camunda form schema, of which `docs/schema/form.schema.json` says what has a meaning here.
 *
 * INVARIANT: what a form says beside that stays as it is; an edit changes the properties it names and no other; a file that is read and
 * written without an edit says the same.
 */
import type { FieldView } from "../../host/contract";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

export const FIELD_TYPES = [
  "textfield",
  "textarea",
  "number",
  "select",
  "radio",
  "checklist",
  "taglist",
  "checkbox",
  "datetime",
] as const;
export const STATIC_TYPES = ["text", "separator", "spacer"] as const;
export type FieldType = (typeof FIELD_TYPES)[number];
export type ComponentType = FieldType | (typeof STATIC_TYPES)[number];

const CHOICES: readonly string[] = ["select", "radio", "checklist", "taglist"];
export const hasChoices = (type: string): boolean => CHOICES.includes(type);

export interface Form {
  whole: JsonObject;
  components: JsonObject[];
}

/** Nothing where the text is no form. */
export function readForm(text: string): Form | null {
  try {
    const whole = JSON.parse(text) as Json;
    if (!isObject(whole) || !Array.isArray(whole.components)) return null;
    const components = whole.components.filter(isObject);
    return components.length === whole.components.length ? { whole, components } : null;
  } catch {
    return null;
  }
}

export function writeForm({ whole, components }: Form): string {
  return `${JSON.stringify({ ...whole, components }, null, 2)}\n`;
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What people set about a component. */
export interface Component {
  type: string;
  key: string;
  label: string;
  description: string;
  text: string;
  required: boolean;
  shown: boolean;
  minLength: string;
  maxLength: string;
  min: string;
  max: string;
  pattern: string;
  digits: string;
  options: { value: string; label: string }[];
  sealed: boolean;
  retention: string;
}

const SEALED = "countersign.data";
const RETENTION = "countersign.retention";

export function readComponent(raw: JsonObject): Component {
  const validate = isObject(raw.validate) ? raw.validate : {};
  const marks = isObject(raw.properties) ? raw.properties : {};
  const values = Array.isArray(raw.values) ? raw.values.filter(isObject) : [];
  return {
    type: string(raw.type),
    key: string(raw.key),
    label: string(raw.label) || string(raw.dateLabel),
    description: string(raw.description),
    text: string(raw.text),
    required: validate.required === true,
    shown: raw.disabled === true,
    minLength: string(validate.minLength),
    maxLength: string(validate.maxLength),
    min: string(validate.min),
    max: string(validate.max),
    pattern: string(validate.pattern),
    digits: string(raw.decimalDigits),
    options: values.map((each) => ({ value: string(each.value), label: string(each.label) })),
    sealed: marks[SEALED] === "sealed",
    retention: string(marks[RETENTION]),
  };
}

function string(value: Json | undefined): string {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
}

/** A copy with what was set; empty values are taken away. */
export function setComponent(raw: JsonObject, set: Partial<Component>): JsonObject {
  const made: JsonObject = { ...raw };
  const put = (name: string, value: Json | undefined) => {
    if (value === undefined) delete made[name];
    else made[name] = value;
  };
  if (set.type !== undefined) retype(made, set.type);
  if (set.key !== undefined) put("key", set.key);
  if (set.label !== undefined) {
    put("label", set.label || undefined);
    // Camunda's own tools read the label of a date here.
    if (made.type === "datetime") put("dateLabel", set.label || undefined);
  }
  if (set.description !== undefined) put("description", set.description || undefined);
  if (set.text !== undefined) put("text", set.text);
  if (set.shown !== undefined) put("disabled", set.shown || undefined);
  if (set.digits !== undefined) put("decimalDigits", numberOf(set.digits));
  if (set.options !== undefined)
    put(
      "values",
      set.options.map(({ label, value }) => ({ label, value })),
    );
  put("validate", validation(isObject(raw.validate) ? raw.validate : {}, set));
  put("properties", properties(isObject(raw.properties) ? raw.properties : {}, set));
  return made;
}

function validation(raw: JsonObject, set: Partial<Component>): JsonObject | undefined {
  const made = { ...raw };
  const put = (name: string, value: Json | undefined) => {
    if (value === undefined) delete made[name];
    else made[name] = value;
  };
  if (set.required !== undefined) put("required", set.required || undefined);
  for (const name of ["minLength", "maxLength", "min", "max"] as const) {
    const value = set[name];
    if (value !== undefined) put(name, numberOf(value));
  }
  if (set.pattern !== undefined) put("pattern", set.pattern || undefined);
  return Object.keys(made).length > 0 ? made : undefined;
}

/** A number where it is one that JSON keeps exactly; a longer decimal stays a text, which the schema allows. */
function numberOf(text: string): Json | undefined {
  const trimmed = text.trim();
  if (trimmed === "") return undefined;
  const value = Number(trimmed);
  return Number.isFinite(value) && String(value) === trimmed ? value : trimmed;
}

function properties(raw: JsonObject, set: Partial<Component>): JsonObject | undefined {
  const made = { ...raw };
  if (set.sealed === true) {
    made[SEALED] = "sealed";
    made[RETENTION] ??= "P10Y";
  }
  if (set.sealed === false) {
    delete made[SEALED];
    delete made[RETENTION];
  }
  if (set.retention !== undefined && made[SEALED] === "sealed") made[RETENTION] = set.retention;
  return Object.keys(made).length > 0 ? made : undefined;
}

/** Another type: what the new type has no meaning for goes, so that nothing stands in the file that nobody sees. */
function retype(made: JsonObject, type: string): void {
  made.type = type;
  if (!hasChoices(type)) delete made.values;
  else if (!Array.isArray(made.values)) made.values = [{ label: "Option 1", value: "option_1" }];
  if (type !== "number") delete made.decimalDigits;
  if (type === "datetime") {
    made.subtype = "date";
    if (typeof made.label === "string") made.dateLabel = made.label;
  } else if (made.subtype === "date") {
    delete made.subtype;
    delete made.dateLabel;
  }
}

function free(stem: string, taken: ReadonlySet<Json | undefined>): string {
  let number = taken.size + 1;
  while (taken.has(`${stem}_${number}`)) number += 1;
  return `${stem}_${number}`;
}

export function newComponent(form: Form, type: ComponentType): JsonObject {
  const ids = new Set(form.components.map((each) => each.id));
  const keys = new Set(form.components.map((each) => each.key));
  const id = free("field", ids);
  if ((STATIC_TYPES as readonly string[]).includes(type)) return { type, id, ...(type === "text" ? { text: "" } : {}) };
  const made: JsonObject = { type, id, key: free("field", keys), label: "" };
  retype(made, type);
  return made;
}

/** The components with one moved to another place. */
export function moved<Item>(items: readonly Item[], from: number, to: number): Item[] {
  const item = items[from];
  if (item === undefined || to < 0 || to >= items.length) return [...items];
  const rest = items.filter((_, at) => at !== from);
  return [...rest.slice(0, to), item, ...rest.slice(to)];
}

/** What is wrong with a component, as an id of the catalogue; by the setting it belongs to. */
export function componentErrors(form: Form, index: number): Partial<Record<keyof Component, string>> {
  const raw = form.components[index];
  if (!raw) return {};
  const one = readComponent(raw);
  if ((STATIC_TYPES as readonly string[]).includes(one.type)) return {};
  const errors: Partial<Record<keyof Component, string>> = {};
  const double = form.components.some((each, at) => at !== index && each.key === one.key);
  if (!/^[A-Za-z][A-Za-z0-9_]{0,99}$/.test(one.key)) errors.key = "builder-key-bad";
  else if (double) errors.key = "builder-key-double";
  if (one.sealed && !/^P[0-9]{1,4}[YMD]$/.test(one.retention)) errors.retention = "builder-retention-bad";
  if (hasChoices(one.type) && one.options.some((option) => option.value === "")) errors.options = "builder-option-bad";
  if (one.pattern !== "" && !readable(one.pattern)) errors.pattern = "builder-pattern-bad";
  return errors;
}

function readable(pattern: string): boolean {
  try {
    return new RegExp(pattern, "u") instanceof RegExp;
  } catch {
    return false;
  }
}

const VIEW_KIND: Record<FieldType, string> = {
  textfield: "text",
  textarea: "long_text",
  number: "number",
  select: "choice",
  radio: "choice",
  checklist: "choices",
  taglist: "choices",
  checkbox: "checkbox",
  datetime: "date",
};

/** The fields as the pages of a request show them. */
export function fieldViews(form: Form): FieldView[] {
  return form.components.flatMap((raw) => {
    const one = readComponent(raw);
    const kind = VIEW_KIND[one.type as FieldType];
    if (kind === undefined) return [];
    return [
      {
        path: one.key,
        label: one.label || one.key,
        kind,
        choices: one.options.map(({ value, label }): [string, string] => [value, label || value]),
        required: one.required,
        writable: !one.shown,
        sealed: one.sealed ? one.retention : null,
        value: null,
        commitment: null,
        changed: false,
      },
    ];
  });
}
