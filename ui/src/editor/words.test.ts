/** Small pure parts: durations in words, completion of names, templates, what of a test run is drawn. */
import { describe, expect, it } from "vitest";
import { pinnedPath } from "../pages/workflows/files";
import { createTranslate } from "../text/text";
import { readForm } from "./form/form";
import { cycleWords, durationWords, readCycle, readDuration, writeCycle, writeDuration } from "./model/duration";
import { stepsOf } from "./model/steps";
import { TEMPLATES, templateFiles } from "./model/template";
import { complete, completions, wordAt } from "./panel/completion";
import { marksAt, wasCalled } from "./run/marks";
import { read } from "./testing";

const { t } = createTranslate("en");

describe("durations", () => {
  it.each([
    ["PT30M", "30 minutes"],
    ["PT1H", "1 hour"],
    ["P3D", "3 days"],
    ["P2W", "2 weeks"],
    ["P1M", "1 month"],
    ["P1DT2H", null],
    ["=deadline", null],
    ["", null],
  ])("%s", (iso, words) => {
    expect(durationWords(t, iso)).toBe(words);
    const found = readDuration(iso);
    if (found) expect(writeDuration(found.count, found.unit)).toBe(iso);
  });

  it.each([
    ["R3/PT10H", "every 10 hours, 3 times"],
    ["R/P1D", "every 1 day, without end"],
    ["0 9 * * MON", null],
  ])("cycle %s", (text, words) => {
    expect(cycleWords(t, text)).toBe(words);
    const found = readCycle(text);
    if (found) expect(writeCycle(found.times, found.every.count, found.every.unit)).toBe(text);
  });
});

describe("completion", () => {
  const field = (path: string, label: string) => ({ path, label, kind: "text", sealed: false, output: false });
  const fields = [field("amount", "Sum"), field("legal_name", "Legal name"), field("total_amount", "Total")];

  it.each([
    ["am", "amount legal_name total_amount"],
    ["x > leg", "legal_name"],
    ["Tot", "total_amount"],
    ["amount", "total_amount"],
    ['country = "am', ""],
    ["12", ""],
  ])("after %s", (text, paths) => {
    const word = wordAt(text, text.length);
    expect((word ? completions(fields, word) : []).map((each) => each.path).join(" ")).toBe(paths);
  });

  it("puts the name where the word stood", () => {
    const text = "if am > 5";
    const word = wordAt(text, 5);
    expect(word && complete(text, word, "amount")).toEqual({ text: "if amount > 5", caret: 9 });
  });
});

it.each(TEMPLATES)("template %s can be read, is drawn whole, and has the forms it names", async (template) => {
  const files = templateFiles(template, "trip", 'Trips & "more"');
  const { definitions, process } = await read(files[0]?.text ?? "");
  const steps = stepsOf(definitions);
  expect(process.get("name")).toBe('Trips & "more"');
  for (const step of steps) expect(files[0]?.text).toContain(`bpmnElement="${step.id}"`);
  for (const [, form] of files[0]?.text.matchAll(/formId="([^"]+)"/g) ?? [])
    expect(readForm(files.find((file) => file.path === `forms/${form}.form`)?.text ?? "")).not.toBeNull();
});

const stepOf = (element: string, what: string, flows: string[], tokens: string[]) => ({
  element,
  what,
  flows,
  tokens,
  fields: {},
});
const runOf = (...steps: ReturnType<typeof stepOf>[]) => ({
  outcome: "incident" as const,
  path: steps.filter((each) => each.what === "passed").map((each) => each.element),
  steps,
  waits: [],
  incidents: [{ element: "a", code: "job_failed", message: "the other side answered 500" }],
  fields: {},
  notes: [],
});

it("the path of a test run grows step by step, and flows with it", () => {
  const run = runOf(
    stepOf("s", "entered", [], ["s"]),
    stepOf("s", "passed", ["s_a"], ["s"]),
    stepOf("a", "waits", [], ["a"]),
    stepOf("a", "incident", [], ["a"]),
  );
  expect(marksAt(run, 0)).toEqual({ tokens: { s: 1 }, done: [], flows: [] });
  expect(marksAt(run, 1)).toEqual({ tokens: { s: 1 }, done: [], flows: ["s_a"] });
  expect(marksAt(run, 2)).toEqual({ tokens: { a: 1 }, done: ["s"], flows: ["s_a"] });
  expect(marksAt(run, 3)).toMatchObject({ done: ["s"], incidents: { a: "the other side answered 500" } });
});

it.each([
  [["waits", "incident"], false, "it could not be made"],
  [["waits", "answered", "incident"], true, "the other side said no"],
  [["waits", "answered", "passed", "incident"], false, "it was answered before, and could not be made again"],
])("whether a call that stopped was answered: %j", (whats, called) => {
  expect(wasCalled(runOf(...whats.map((what) => stepOf("a", what, [], ["a"]))), "a")).toBe(called);
});

it.each([
  [{ kind: "process", name: "process.bpmn" }, "process.bpmn"],
  [{ kind: "form", name: "start" }, "forms/start.form"],
  [{ kind: "decision", name: "team.dmn" }, "decisions/team.dmn"],
  [{ kind: "test", name: "usual" }, "tests/usual.json"],
])("a pinned file has its place: %o", (file, path) => expect(pinnedPath(file)).toBe(path));
