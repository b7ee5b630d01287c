/** Test cases of a draft: written as the engine reads them, told apart by what lint said, removed. */
import { describe, expect, it, vi } from "vitest";
import type { LintFinding, Simulation } from "../../host/contract";
import { click, named, render } from "../../testing/render";
import type { Editor } from "../model/editor";
import { EditorContext } from "../model/useEditor";
import { Cases } from "./Cases";
import { caseOf, casePath, inWords, readCase, verdictOf, writeCase, type Run } from "./cases";

const RUN: Run = { input: { amount: "120.00" }, answers: [{ at: "approve", kind: "approve" }] };
const CAME: Simulation = {
  outcome: "completed",
  path: ["start", "approve", "end"],
  steps: [],
  waits: [],
  incidents: [],
  fields: {},
  notes: ["something was assumed"],
};

describe("a test case", () => {
  it("is the input, the answers, the outcome and the path of a run, and nothing else", () => {
    expect(JSON.parse(writeCase(caseOf(RUN, CAME, "One approver is enough")))).toEqual({
      description: "One approver is enough",
      input: { amount: "120.00" },
      answers: [{ at: "approve", kind: "approve" }],
      expect: { outcome: "completed", path: ["start", "approve", "end"] },
    });
    expect(writeCase(caseOf(RUN, CAME, "")), "no empty description").not.toContain("description");
  });

  it("is read again as it was written", () => {
    const written = caseOf(RUN, CAME, "One approver is enough");
    expect(readCase(writeCase(written))).toEqual(written);
  });

  it.each([
    ["no file", undefined],
    ["no JSON", "{"],
    ["no object", "null"],
    ["nothing expected", '{"input":{}}'],
    ["expects nothing in particular", '{"expect":{}}'],
    ["answers that are no list", '{"answers":{},"expect":{"outcome":"completed"}}'],
  ])("is not read from %s", (_, text) => expect(readCase(text)).toBeNull());

  it("reads with nothing given where the file leaves it out", () =>
    expect(readCase('{"expect":{"outcome":"waiting"}}')).toEqual({
      description: "",
      input: {},
      answers: [],
      expect: { outcome: "waiting" },
    }));
});

const finding = (code: string, message: string, severity = "error"): LintFinding =>
  ({ code, element: "", severity, message }) as LintFinding;

describe("what lint said of a test case", () => {
  const path = casePath("high");
  it.each([
    ["nothing: it passes", [], true, { state: "passes" }],
    ["about an older draft: it is open", [], false, { state: "open" }],
    [
      "that it came out otherwise",
      [finding("test_failed", `${path}: the outcome is x`)],
      true,
      { state: "fails", differs: "the outcome is x" },
    ],
    [
      "that it cannot be read",
      [finding("file_invalid", `${path}: it is no test case`)],
      true,
      { state: "fails", differs: "it is no test case" },
    ],
    ["that another one fails", [finding("test_failed", "tests/higher.json: no")], true, { state: "passes" }],
    ["an error elsewhere: nothing was played", [finding("task.rule", "no rule")], true, { state: "blocked" }],
    ["a warning elsewhere", [finding("field.unread", "unread", "warning")], true, { state: "passes" }],
  ])("%s", (_, findings, current, verdict) => expect(verdictOf(path, findings, current)).toEqual(verdict));

  it("names steps as people do, and leaves other words alone", () =>
    expect(inWords("it is `approve`, expected `paid`", (id) => (id === "approve" ? "Approve it" : undefined))).toBe(
      "it is “Approve it”, expected `paid`",
    ));
});

describe("the list of test cases", () => {
  const open = (findings: LintFinding[]) => {
    const files = new Map([[casePath("high"), writeCase(caseOf(RUN, CAME, "High amount"))]]);
    const editor = {
      edits: 3,
      paths: () => [...files.keys()],
      file: (path: string) => files.get(path),
      setFile: vi.fn(),
      step: (id: string) => (id === "approve" ? { name: "Approve it", kind: "approval" } : undefined),
    };
    const show = vi.fn();
    return {
      editor,
      onPlay: vi.fn(),
      value: { editor: editor as unknown as Editor, edits: 3, findings, linted: 3, fields: [], show },
    };
  };

  it("says what differs, in the names of the steps", async () => {
    const differs = `${casePath("high")}: the path differs at step 2: it is \`approve\`, expected its end`;
    const { value, onPlay } = open([finding("test_failed", differs)]);
    const { root } = await render(
      <EditorContext value={value}>
        <Cases onPlay={onPlay} />
      </EditorContext>,
    );
    expect(root.textContent).toContain("High amount");
    expect(root.textContent).toContain("Fails");
    expect(root.textContent).toContain("it is “Approve it”, expected its end");
  });

  it("plays a case with what it gives and nothing else, and removes it", async () => {
    const { editor, value, onPlay } = open([]);
    const { root } = await render(
      <EditorContext value={value}>
        <Cases onPlay={onPlay} />
      </EditorContext>,
    );
    expect(root.textContent).toContain("Passes");
    await click(named("button", "Play high"));
    expect(onPlay).toHaveBeenCalledWith(RUN);
    await click(named("button", "Remove the test case high"));
    expect(editor.setFile).toHaveBeenCalledWith("tests/high.json", null);
  });
});
