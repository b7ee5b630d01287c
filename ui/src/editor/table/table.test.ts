/** Decision tables: edits in the XML, which keep what they do not name. */
import { describe, expect, it } from "vitest";
import { emptyTable } from "./newTable";
import {
  addColumn,
  addRule,
  moveColumn,
  moveRule,
  readTable,
  removeColumn,
  removeRule,
  setCell,
  setColumn,
  setNote,
  setTable,
  type Table,
} from "./table";

const XML = `<?xml version="1.0" encoding="UTF-8"?>
<dmn:definitions xmlns:dmn="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:own="urn:own" xmlns:dmndi="https://www.omg.org/spec/DMN/20191111/DMNDI/" id="d" name="x" namespace="urn:x">
  <dmn:decision id="other" name="Other"><dmn:literalExpression><dmn:text>1 + 1</dmn:text></dmn:literalExpression></dmn:decision>
  <dmn:decision id="team" name="Team">
    <dmn:extensionElements><own:thing a="1 &lt; 2" /></dmn:extensionElements>
    <dmn:decisionTable id="t" hitPolicy="FIRST">
      <dmn:input id="i1" label="Amount"><dmn:inputExpression id="e1" typeRef="number"><dmn:text>amount</dmn:text></dmn:inputExpression><dmn:inputValues><dmn:text>[0..100]</dmn:text></dmn:inputValues></dmn:input>
      <dmn:input id="i2" label="Country"><dmn:inputExpression id="e2" typeRef="string"><dmn:text>country</dmn:text></dmn:inputExpression></dmn:input>
      <dmn:output id="o1" label="Team" name="team" typeRef="string" />
      <dmn:rule id="r1"><dmn:description>The usual</dmn:description><dmn:inputEntry id="a"><dmn:text>&lt; 10</dmn:text></dmn:inputEntry><dmn:inputEntry id="b"><dmn:text>"DE"</dmn:text></dmn:inputEntry><dmn:outputEntry id="c"><dmn:text>"small"</dmn:text></dmn:outputEntry></dmn:rule>
      <dmn:rule id="r2"><dmn:inputEntry id="x"><dmn:text>-</dmn:text></dmn:inputEntry><dmn:inputEntry id="y"><dmn:text>-</dmn:text></dmn:inputEntry><dmn:outputEntry id="z"><dmn:text>"large"</dmn:text></dmn:outputEntry></dmn:rule>
    </dmn:decisionTable>
  </dmn:decision>
  <dmndi:DMNDI><dmndi:DMNDiagram /></dmndi:DMNDI>
</dmn:definitions>
`;
const KEPT = ['own:thing a="1 &lt; 2"', "1 + 1", "[0..100]", "dmndi:DMNDiagram", 'id="other"'];

const tableOf = (xml: string): Table => {
  const table = readTable(xml);
  if (!table) throw new Error(`no table in ${xml}`);
  return table;
};
const grid = (xml: string) => tableOf(xml).rules.map((rule) => [...rule.cells, rule.note].join(" | "));

it("is read", () => {
  expect(tableOf(XML)).toMatchObject({
    decision: "team",
    hitPolicy: "FIRST",
    columns: [
      { side: "input", label: "Amount", value: "amount", type: "number" },
      { side: "input", label: "Country", value: "country", type: "string" },
      { side: "output", label: "Team", value: "team", type: "string" },
    ],
  });
  expect(grid(XML)).toEqual(['< 10 | "DE" | "small" | The usual', '- | - | "large" | ']);
});

const ROWS: [why: string, edit: (xml: string) => string, becomes: string[]][] = [
  ["a cell", (xml) => setCell(xml, 0, 0, "< 20 & x"), ['< 20 & x | "DE" | "small" | The usual', '- | - | "large" | ']],
  [
    "an empty condition means any value",
    (xml) => setCell(xml, 0, 1, " "),
    ['< 10 | - | "small" | The usual', '- | - | "large" | '],
  ],
  ["a result", (xml) => setCell(xml, 1, 2, '"huge"'), ['< 10 | "DE" | "small" | The usual', '- | - | "huge" | ']],
  [
    "a note, and none",
    (xml) => setNote(setNote(xml, 1, "Rest"), 0, ""),
    ['< 10 | "DE" | "small" | ', '- | - | "large" | Rest'],
  ],
  [
    "a rule between",
    (xml) => addRule(xml, 0),
    ['< 10 | "DE" | "small" | The usual', "- | - |  | ", '- | - | "large" | '],
  ],
  [
    "a rule before all",
    (xml) => addRule(xml, -1),
    ["- | - |  | ", '< 10 | "DE" | "small" | The usual', '- | - | "large" | '],
  ],
  ["a rule less", (xml) => removeRule(xml, 0), ['- | - | "large" | ']],
  ["rules in another order", (xml) => moveRule(xml, 0, 1), ['- | - | "large" | ', '< 10 | "DE" | "small" | The usual']],
  [
    "a rule beyond the last stays",
    (xml) => moveRule(xml, 1, 1),
    ['< 10 | "DE" | "small" | The usual', '- | - | "large" | '],
  ],
  [
    "another condition",
    (xml) => addColumn(xml, "input"),
    ['< 10 | "DE" | - | "small" | The usual', '- | - | - | "large" | '],
  ],
  [
    "another result",
    (xml) => addColumn(xml, "output"),
    ['< 10 | "DE" | "small" |  | The usual', '- | - | "large" |  | '],
  ],
  ["a condition less", (xml) => removeColumn(xml, 0), ['"DE" | "small" | The usual', '- | "large" | ']],
  ["the last result stays", (xml) => removeColumn(xml, 2), ['< 10 | "DE" | "small" | The usual', '- | - | "large" | ']],
  [
    "conditions in another order",
    (xml) => moveColumn(xml, 1, -1),
    ['"DE" | < 10 | "small" | The usual', '- | - | "large" | '],
  ],
];

describe("an edit", () => {
  it.each(ROWS)("%s", (_, edit, becomes) => {
    const made = edit(XML);
    expect(grid(made)).toEqual(becomes);
    expect(made.startsWith("<?xml")).toBe(true);
    for (const words of KEPT.filter(
      (each) => each !== "[0..100]" || tableOf(made).columns.some((column) => column.value === "amount"),
    ))
      expect(made).toContain(words);
  });

  it("moves a column with its heading", () => {
    expect(tableOf(moveColumn(XML, 0, 1)).columns.map((column) => column.value)).toEqual(["country", "amount", "team"]);
  });

  it("sets heading, expression, name and type", () => {
    const made = setColumn(setColumn(XML, 0, { label: "Sum", value: "a + b", type: "" }), 2, {
      value: "who",
      type: "number",
    });
    expect(tableOf(made).columns).toMatchObject([
      { label: "Sum", value: "a + b", type: "" },
      {},
      { value: "who", type: "number" },
    ]);
    expect(made).toContain("[0..100]");
  });

  it("sets how it decides, and drops what belongs to another way", () => {
    const summed = setTable(XML, { hitPolicy: "COLLECT", aggregation: "SUM" });
    expect(tableOf(summed)).toMatchObject({ hitPolicy: "COLLECT", aggregation: "SUM" });
    expect(setTable(summed, { hitPolicy: "UNIQUE" })).not.toContain("aggregation");
  });

  it("gives every new part an id of its own", () => {
    const made = addRule(addColumn(addColumn(addRule(XML, 1), "input"), "output"), 0);
    const ids = [...made.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
    for (const rule of tableOf(made).rules) expect(rule.cells).toHaveLength(5);
  });

  it("fills rules that have fewer entries than there are columns", () => {
    const short = XML.replace(/<dmn:inputEntry id="y">.*?<\/dmn:inputEntry>/, "");
    expect(grid(short)[1]).toBe('- |  | "large" | ');
    expect(grid(setCell(short, 1, 1, '"FR"'))[1]).toBe('- | "FR" | "large" | ');
  });
});

it("a new table can be read, also under a name with signs", () => {
  expect(tableOf(emptyTable("team", 'A & "B" <C>'))).toMatchObject({
    decision: "team",
    name: 'A & "B" <C>',
    hitPolicy: "FIRST",
  });
});

it.each(["", "<a/>", "<definitions><decision/></definitions>", "{"])("is no table: %s", (text) => {
  expect(readTable(text)).toBeNull();
  expect(setCell(text, 0, 0, "x")).toBe(text);
});
