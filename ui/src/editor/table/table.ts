/**
 * A decision table as it is edited: read from DMN, changed in the XML itself.
 *
 * INVARIANT: an edit changes the parts it names; everything else in the file (other decisions, drawings, what other tools added,
 * comments) stays where it is. Every rule has an entry for every column, also where the file left some out.
 * The functions take the text and give the text: the history of the workflow keeps texts.
 */
import { declareInputs } from "./inputs";

export const HIT_POLICIES = ["UNIQUE", "FIRST", "ANY", "PRIORITY", "COLLECT", "RULE ORDER", "OUTPUT ORDER"] as const;
export const AGGREGATIONS = ["", "SUM", "MIN", "MAX", "COUNT"] as const;
export const TYPES = [
  "",
  "string",
  "number",
  "boolean",
  "date",
  "time",
  "dateTime",
  "dayTimeDuration",
  "yearMonthDuration",
] as const;

export type Side = "input" | "output";
export interface Column {
  side: Side;
  label: string;
  /** Input: the expression that is looked at; output: the name of the result. */
  value: string;
  type: string;
}

export interface Table {
  decision: string;
  name: string;
  hitPolicy: string;
  aggregation: string;
  columns: Column[];
  /** Cells by column, then the note. */
  rules: { cells: string[]; note: string }[];
}

/** Nothing where the text is no DMN with a decision table. */
export function readTable(xml: string): Table | null {
  const parsed = parse(xml);
  if (!parsed) return null;
  const { decision, table } = parsed;
  const columns: Column[] = [
    ...inputsOf(table).map((input): Column => {
      const expression = first(input, "inputExpression");
      return {
        side: "input",
        label: input.getAttribute("label") ?? "",
        value: textOf(expression),
        type: expression?.getAttribute("typeRef") ?? "",
      };
    }),
    ...outputsOf(table).map((output): Column => ({
      side: "output",
      label: output.getAttribute("label") ?? "",
      value: output.getAttribute("name") ?? "",
      type: output.getAttribute("typeRef") ?? "",
    })),
  ];
  return {
    decision: decision.getAttribute("id") ?? "",
    name: decision.getAttribute("name") ?? "",
    hitPolicy: table.getAttribute("hitPolicy") ?? "UNIQUE",
    aggregation: table.getAttribute("aggregation") ?? "",
    columns,
    rules: all(table, "rule").map((rule) => ({
      cells: [
        ...padded(all(rule, "inputEntry").map(textOf), inputsOf(table).length),
        ...padded(all(rule, "outputEntry").map(textOf), outputsOf(table).length),
      ],
      note: first(rule, "description")?.textContent ?? "",
    })),
  };
}

const padded = (cells: string[], length: number) => Array.from({ length }, (_, at) => cells[at] ?? "");

interface Parsed {
  document: Document;
  decision: Element;
  table: Element;
}

function parse(xml: string): Parsed | null {
  const document = new DOMParser().parseFromString(xml, "application/xml");
  const root = document.documentElement;
  if (root?.localName !== "definitions" || first(root, "parsererror")) return null;
  for (const decision of all(root, "decision")) {
    const table = first(decision, "decisionTable");
    if (table) return { document, decision, table };
  }
  return null;
}

const all = (element: Element | undefined, name: string): Element[] =>
  [...(element?.children ?? [])].filter((child) => child.localName === name);
const first = (element: Element | undefined, name: string): Element | undefined => all(element, name)[0];
const inputsOf = (table: Element) => all(table, "input");
const outputsOf = (table: Element) => all(table, "output");
const textOf = (element: Element | undefined): string => (first(element, "text")?.textContent ?? "").trim();

/** Changes the table in its file; a file that cannot be read comes back as it is. */
function edit(xml: string, change: (table: Element, decision: Element) => void): string {
  const parsed = parse(xml);
  if (!parsed) return xml;
  change(parsed.table, parsed.decision);
  declareInputs(parsed.decision, parsed.table);
  const text = new XMLSerializer().serializeToString(parsed.document);
  return `${text.startsWith("<?xml") ? text : `<?xml version="1.0" encoding="UTF-8"?>\n${text}`}${text.endsWith("\n") ? "" : "\n"}`;
}

/** A new element as the table's own: in its namespace, with its prefix. */
function make(table: Element, name: string, attributes: Record<string, string> = {}, text?: string): Element {
  const prefix = table.prefix ? `${table.prefix}:` : "";
  const made = table.ownerDocument.createElementNS(table.namespaceURI, `${prefix}${name}`);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) {
    const body = table.ownerDocument.createElementNS(table.namespaceURI, `${prefix}text`);
    body.textContent = text;
    made.append(body);
  }
  return made;
}

function setText(table: Element, element: Element, text: string): void {
  const body = first(element, "text");
  if (body) body.textContent = text;
  else element.append(...make(table, "x", {}, text).children);
}

/** An id that nothing in the file has. */
function freeId(table: Element, stem: string): string {
  const taken = new Set([...table.ownerDocument.querySelectorAll("[id]")].map((each) => each.getAttribute("id")));
  let number = taken.size + 1;
  while (taken.has(`${stem}_${number}`)) number += 1;
  return `${stem}_${number}`;
}

const entryName = (side: Side) => (side === "input" ? "inputEntry" : "outputEntry");

/** Entries of one side of a rule, as many as there are columns. */
function entries(table: Element, rule: Element, side: Side): Element[] {
  const wanted = (side === "input" ? inputsOf(table) : outputsOf(table)).length;
  const name = entryName(side);
  for (let have = all(rule, name).length; have < wanted; have += 1) {
    const entry = make(table, name, { id: freeId(table, name) }, side === "input" ? "-" : "");
    insertAfter(rule, entry, [
      ...all(rule, "description"),
      ...all(rule, "inputEntry"),
      ...(side === "output" ? all(rule, name) : []),
    ]);
  }
  return all(rule, name);
}

/** Puts a child after the last of others; with none, first. */
function insertAfter(parent: Element, child: Element, others: readonly Element[]): void {
  const last = others.at(-1);
  if (last) last.after(child);
  else parent.prepend(child);
}

/** Where a column of the grid lies on its side. */
function placeOf(table: Element, column: number): { side: Side; at: number } {
  const inputs = inputsOf(table).length;
  return column < inputs ? { side: "input", at: column } : { side: "output", at: column - inputs };
}

export function setCell(xml: string, rule: number, column: number, text: string): string {
  return edit(xml, (table) => {
    const row = all(table, "rule")[rule];
    const { side, at } = placeOf(table, column);
    const entry = row && entries(table, row, side)[at];
    // An empty condition means any value, which DMN writes as a hyphen.
    if (entry) setText(table, entry, text.trim() === "" && side === "input" ? "-" : text.trim());
  });
}

export function setNote(xml: string, rule: number, note: string): string {
  return edit(xml, (table) => {
    const row = all(table, "rule")[rule];
    if (!row) return;
    const found = first(row, "description");
    if (note.trim() === "") found?.remove();
    else if (found) found.textContent = note;
    else {
      const made = make(table, "description");
      made.textContent = note;
      row.prepend(made);
    }
  });
}

/** A new rule after another; after -1: the first. */
export function addRule(xml: string, after: number): string {
  return edit(xml, (table) => {
    const made = make(table, "rule", { id: freeId(table, "rule") });
    const rules = all(table, "rule");
    const before = rules[after];
    if (before) before.after(made);
    else if (rules[0]) rules[0].before(made);
    else table.append(made);
    entries(table, made, "input");
    entries(table, made, "output");
  });
}

export function removeRule(xml: string, rule: number): string {
  return edit(xml, (table) => all(table, "rule")[rule]?.remove());
}

export function moveRule(xml: string, rule: number, by: 1 | -1): string {
  return edit(xml, (table) => swap(all(table, "rule"), rule, by));
}

function swap(items: readonly Element[], at: number, by: 1 | -1): void {
  const [item, other] = [items[at], items[at + by]];
  if (!item || !other) return;
  if (by === 1) other.after(item);
  else other.before(item);
}

export function addColumn(xml: string, side: Side): string {
  return edit(xml, (table) => {
    const made = make(table, side, { id: freeId(table, side), label: "" });
    if (side === "input") made.append(make(table, "inputExpression", { id: freeId(table, "inputExpression") }, ""));
    else made.setAttribute("name", `result_${outputsOf(table).length + 1}`);
    // Entries there were before belong to the columns there were.
    for (const rule of all(table, "rule")) entries(table, rule, side);
    insertAfter(table, made, [...inputsOf(table), ...(side === "output" ? outputsOf(table) : [])]);
    for (const rule of all(table, "rule")) entries(table, rule, side);
  });
}

export function removeColumn(xml: string, column: number): string {
  return edit(xml, (table) => {
    const { side, at } = placeOf(table, column);
    const columns = side === "input" ? inputsOf(table) : outputsOf(table);
    if (side === "output" && columns.length < 2) return;
    for (const rule of all(table, "rule")) entries(table, rule, side)[at]?.remove();
    columns[at]?.remove();
  });
}

export function moveColumn(xml: string, column: number, by: 1 | -1): string {
  return edit(xml, (table) => {
    const { side, at } = placeOf(table, column);
    const columns = side === "input" ? inputsOf(table) : outputsOf(table);
    if (columns[at + by] === undefined) return;
    for (const rule of all(table, "rule")) swap(entries(table, rule, side), at, by);
    swap(columns, at, by);
  });
}

export function setColumn(xml: string, column: number, set: Partial<Omit<Column, "side">>): string {
  return edit(xml, (table) => {
    const { side, at } = placeOf(table, column);
    const element = (side === "input" ? inputsOf(table) : outputsOf(table))[at];
    if (!element) return;
    if (set.label !== undefined) element.setAttribute("label", set.label);
    if (side === "output") {
      if (set.value !== undefined) element.setAttribute("name", set.value);
      if (set.type !== undefined) attribute(element, "typeRef", set.type);
      return;
    }
    let expression = first(element, "inputExpression");
    if (!expression) {
      expression = make(table, "inputExpression", { id: freeId(table, "inputExpression") }, "");
      element.prepend(expression);
    }
    if (set.value !== undefined) setText(table, expression, set.value);
    if (set.type !== undefined) attribute(expression, "typeRef", set.type);
  });
}

export function setTable(xml: string, set: Partial<Pick<Table, "name" | "hitPolicy" | "aggregation">>): string {
  return edit(xml, (table, decision) => {
    if (set.name !== undefined) decision.setAttribute("name", set.name);
    if (set.hitPolicy !== undefined) {
      table.setAttribute("hitPolicy", set.hitPolicy);
      if (set.hitPolicy !== "COLLECT") table.removeAttribute("aggregation");
    }
    if (set.aggregation !== undefined) attribute(table, "aggregation", set.aggregation);
  });
}

function attribute(element: Element, name: string, value: string): void {
  if (value === "") element.removeAttribute(name);
  else element.setAttribute(name, value);
}
