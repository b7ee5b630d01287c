/**
 * What Countersign keeps in `zeebe:` extension elements: forms, rules, connector calls, mappings. One reader and one writer each;
 * what stands beside it in the file stays.
 * To add one: a pair of functions here, over `extension` and `setExtension`.
 */
import { child, is, list, part, text, type Bo, type Writer } from "./moddle";

export const RULE = "countersign.rule";
export const STEP = "countersign.step";
export const CONNECTOR_TASK = "countersign.connector";

export interface Pair {
  key: string;
  value: string;
}

export function extension(bo: Bo | undefined, type: string): Bo | undefined {
  return list(part(bo, "extensionElements"), "values").find((each) => is(each, type));
}

/** Sets values of the one extension element of a type, makes it where it is missing, or takes it away (`null`). */
export function setExtension(
  writer: Writer,
  owner: Bo,
  type: string,
  values: Record<string, unknown> | null,
  at = owner,
): void {
  const found = extension(at, type);
  if (values === null) {
    if (found) dropExtension(writer, owner, at, found);
    return;
  }
  if (found) {
    if (Object.keys(values).length > 0) writer.set(owner, found, values);
    return;
  }
  const elements = part(at, "extensionElements");
  if (elements) {
    const made = child(writer, elements, type, values);
    writer.set(owner, elements, { values: [...list(elements, "values"), made] });
    return;
  }
  const holder = child(writer, at, "bpmn:ExtensionElements");
  const made = child(writer, holder, type, values);
  holder.set("values", [made]);
  writer.set(owner, at, { extensionElements: holder });
}

function dropExtension(writer: Writer, owner: Bo, at: Bo, gone: Bo): void {
  const elements = part(at, "extensionElements");
  const left = list(elements, "values").filter((each) => each !== gone);
  if (left.length > 0 && elements) writer.set(owner, elements, { values: left });
  else writer.set(owner, at, { extensionElements: undefined });
}

/** Pairs in an extension element that is a list, such as headers. */
interface Pairs {
  holder: string;
  inside: string;
  item: string;
  key: string;
  value: string;
}
const PROPERTIES: Pairs = {
  holder: "zeebe:Properties",
  inside: "properties",
  item: "zeebe:Property",
  key: "name",
  value: "value",
};
const HEADERS: Pairs = {
  holder: "zeebe:TaskHeaders",
  inside: "values",
  item: "zeebe:Header",
  key: "key",
  value: "value",
};

function pairs(bo: Bo | undefined, of: Pairs): Pair[] {
  return list(extension(bo, of.holder), of.inside).map((each) => ({
    key: text(each, of.key),
    value: text(each, of.value),
  }));
}

/** Sets one pair, adds it, or takes it away (`null`); the others stay as they are, in their order. */
function setPair(writer: Writer, owner: Bo, of: Pairs, key: string, value: string | null): void {
  const holder = extension(owner, of.holder);
  const items = list(holder, of.inside);
  const found = items.find((each) => text(each, of.key) === key);
  if (value === null) {
    if (!holder || !found) return;
    const left = items.filter((each) => each !== found);
    if (left.length === 0) setExtension(writer, owner, of.holder, null);
    else writer.set(owner, holder, { [of.inside]: left });
  } else if (found) writer.set(owner, found, { [of.value]: value });
  else {
    if (!holder) setExtension(writer, owner, of.holder, {});
    const made = extension(owner, of.holder);
    if (!made) return;
    const item = child(writer, made, of.item, { [of.key]: key, [of.value]: value });
    writer.set(owner, made, { [of.inside]: [...list(made, of.inside), item] });
  }
}

export const property = (bo: Bo | undefined, name: string): string | undefined =>
  pairs(bo, PROPERTIES).find((each) => each.key === name)?.value;
export const setProperty = (writer: Writer, owner: Bo, name: string, value: string | null): void =>
  setPair(writer, owner, PROPERTIES, name, value);
export const headers = (bo: Bo | undefined): Pair[] => pairs(bo, HEADERS);
export const header = (bo: Bo | undefined, key: string): string =>
  pairs(bo, HEADERS).find((each) => each.key === key)?.value ?? "";
export const setHeader = (writer: Writer, owner: Bo, key: string, value: string | null): void =>
  setPair(writer, owner, HEADERS, key, value);

export const formId = (bo: Bo | undefined): string => text(extension(bo, "zeebe:FormDefinition"), "formId");

export function setFormId(writer: Writer, owner: Bo, form: string | null): void {
  setExtension(writer, owner, "zeebe:FormDefinition", form === null ? null : { formId: form });
}

/** Makes a service or send task a call of a connector. */
export function setConnector(
  writer: Writer,
  owner: Bo,
  values: Partial<Record<"connector" | "method" | "path", string>>,
): void {
  if (text(extension(owner, "zeebe:TaskDefinition"), "type") !== CONNECTOR_TASK)
    setExtension(writer, owner, "zeebe:TaskDefinition", { type: CONNECTOR_TASK });
  for (const [key, value] of Object.entries(values)) setHeader(writer, owner, key, value);
}

/** `inputs`: source and target. */
export interface Mapping {
  source: string;
  target: string;
}
type Way = "inputParameters" | "outputParameters";
const MAPPED: Record<Way, string> = { inputParameters: "zeebe:Input", outputParameters: "zeebe:Output" };

export function mappings(bo: Bo | undefined, way: Way): Mapping[] {
  return list(extension(bo, "zeebe:IoMapping"), way).map((each) => ({
    source: text(each, "source"),
    target: text(each, "target"),
  }));
}

export function setMappings(writer: Writer, owner: Bo, way: Way, rows: readonly Mapping[]): void {
  const other = way === "inputParameters" ? "outputParameters" : "inputParameters";
  if (rows.length === 0 && mappings(owner, other).length === 0) {
    setExtension(writer, owner, "zeebe:IoMapping", null);
    return;
  }
  setExtension(writer, owner, "zeebe:IoMapping", {});
  const holder = extension(owner, "zeebe:IoMapping");
  if (!holder) return;
  const made = rows.map((row) => child(writer, holder, MAPPED[way], { ...row }));
  writer.set(owner, holder, { [way]: made });
}
