/** Forms: what is read is written again, and an edit changes what it names. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  componentErrors,
  fieldViews,
  moved,
  newComponent,
  readComponent,
  readForm,
  setComponent,
  writeForm,
  type Component,
  type Form,
} from "./form";

const SAMPLES = join(import.meta.dirname, "../../../../crates/engine/samples");
const files = readdirSync(SAMPLES, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".form"));

const formOf = (text: string): Form => {
  const form = readForm(text);
  if (!form) throw new Error("no form");
  return form;
};

describe("the sample forms", () => {
  it("are there", () => expect(files.length).toBeGreaterThan(8));

  it.each(files)("%s is written byte for byte as it was read", (path) => {
    const text = readFileSync(join(SAMPLES, path), "utf8");
    expect(writeForm(formOf(text))).toBe(text);
  });

  it.each(files)("%s: setting each field to what it is changes nothing", (path) => {
    const form = formOf(readFileSync(join(SAMPLES, path), "utf8"));
    for (const raw of form.components) {
      const { type: _, text, key, options, ...same } = readComponent(raw);
      const set: Partial<Component> = {
        ...same,
        ...("key" in raw ? { key } : {}),
        ...("text" in raw ? { text } : {}),
        ...("values" in raw ? { options } : {}),
      };
      expect(setComponent(raw, set)).toEqual(raw);
    }
  });
});

const RAW = {
  type: "textfield",
  id: "f",
  key: "name",
  label: "Name",
  layout: { row: "r" },
  conditional: { hide: "=x" },
  validate: { required: true, validationType: "email" },
  properties: { mine: "kept" },
};

const ROWS: [why: string, set: Partial<Component>, becomes: object][] = [
  ["a label", { label: "Full name" }, { ...RAW, label: "Full name" }],
  [
    "a limit beside what is not known here",
    { maxLength: "40" },
    { ...RAW, validate: { required: true, validationType: "email", maxLength: 40 } },
  ],
  ["not required any more", { required: false }, { ...RAW, validate: { validationType: "email" } }],
  [
    "sealed, with a period from the start",
    { sealed: true },
    { ...RAW, properties: { mine: "kept", "countersign.data": "sealed", "countersign.retention": "P10Y" } },
  ],
  [
    "a long decimal stays exact",
    { min: "0.10000000000000000001" },
    { ...RAW, validate: { ...RAW.validate, min: "0.10000000000000000001" } },
  ],
  [
    "a choice gets something to choose",
    { type: "select" },
    { ...RAW, type: "select", values: [{ label: "Option 1", value: "option_1" }] },
  ],
  [
    "a date has its label where Camunda reads it",
    { type: "datetime" },
    { ...RAW, type: "datetime", subtype: "date", dateLabel: "Name" },
  ],
];

describe("an edit", () => {
  it.each(ROWS)("%s", (_, set, becomes) => expect(setComponent(RAW, set)).toEqual(becomes));

  it("opens a sealed field wholly", () => {
    const sealed = setComponent(RAW, { sealed: true, retention: "P2Y" });
    expect(readComponent(sealed)).toMatchObject({ sealed: true, retention: "P2Y" });
    expect(setComponent(sealed, { sealed: false })).toEqual(RAW);
  });

  it("of a number back to a text leaves no digits behind", () => {
    expect(setComponent(setComponent(RAW, { type: "number", digits: "2" }), { type: "textfield" })).toEqual(RAW);
  });

  it("adds fields whose ids and names are free", () => {
    let form = formOf(writeForm({ whole: { type: "default", id: "x" }, components: [RAW] }));
    for (const type of ["textfield", "select", "text", "textfield"] as const)
      form = { ...form, components: [...form.components, newComponent(form, type)] };
    const keys = form.components.flatMap((each) => (each.key === undefined ? [] : [each.key]));
    expect(new Set(keys).size).toBe(keys.length);
    expect(form.components.map((_, index) => Object.keys(componentErrors(form, index)))).toEqual([[], [], [], [], []]);
  });
});

it.each([
  ["a name with a blank", { key: "full name" }, "key"],
  ["no name", { key: "" }, "key"],
  ["a period without a unit", { sealed: true, retention: "10" }, "retention"],
  ["a pattern that is none", { pattern: "(" }, "pattern"],
] as const)("is told: %s", (_, set, where) => {
  const form = { whole: {}, components: [setComponent(RAW, set)] };
  expect(Object.keys(componentErrors(form, 0))).toEqual([where]);
});

it("tells two fields of one name", () => {
  expect(componentErrors({ whole: {}, components: [RAW, RAW] }, 1)).toEqual({ key: "builder-key-double" });
});

it("shows the fields as the pages do", () => {
  const form = {
    whole: {},
    components: [{ type: "text", text: "x" }, setComponent(RAW, { sealed: true }), { type: "spacer" }],
  };
  expect(fieldViews(form)).toMatchObject([
    { path: "name", kind: "text", sealed: "P10Y", writable: true, required: true },
  ]);
});

it.each([
  [0, 2, "bca"],
  [2, 0, "cab"],
  [1, 3, "abc"],
  [1, -1, "abc"],
])("moves %i to %i", (from, to, order) => expect(moved([..."abc"], from, to).join("")).toBe(order));

it.each(["", "{", "[]", "null", '{"components":{}}', '{"components":[1]}'])("is no form: %s", (text) =>
  expect(readForm(text)).toBeNull(),
);
