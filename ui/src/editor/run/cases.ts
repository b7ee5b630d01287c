/**
 * Test cases of a draft: files `tests/<name>.json` with an input, answers, and what must come of them. The engine plays them with
 * every lint; here they are written, listed, and told apart by what lint said of them.
 *
 * INVARIANT: the format is the kernel's (docs/schema/test-case.schema.json); a file that says anything else is never written over
 * but by a person who chose its name.
 */
import type { LintFinding, SimAnswer, Simulation } from "../../host/contract";
import type { Editor } from "../model/editor";

const FOLDER = "tests/";
const ENDING = ".json";
/** What lint calls a case that was played and came out otherwise, and a file that cannot be read. */
const FAILED: ReadonlySet<string> = new Set(["test_failed", "file_invalid"]);

export interface Run {
  input: Record<string, unknown>;
  answers: SimAnswer[];
}

export interface TestCase extends Run {
  description: string;
  expect: { outcome: Simulation["outcome"]; path?: string[] };
}

export const casePath = (name: string): string => `${FOLDER}${name}${ENDING}`;
export const caseName = (path: string): string => path.slice(FOLDER.length, -ENDING.length);

/** The cases of a draft by path, in order. */
export const casePaths = (editor: Editor): string[] =>
  editor.paths(FOLDER.slice(0, -1)).filter((path) => path.endsWith(ENDING));

/** A run as a case: what was given, and that the same must come of it again. */
export function caseOf(run: Run, came: Simulation, description: string): TestCase {
  return { description, ...run, expect: { outcome: came.outcome, path: came.path } };
}

export function writeCase({ description, ...rest }: TestCase): string {
  return `${JSON.stringify(description === "" ? rest : { description, ...rest }, null, 2)}\n`;
}

/** What a file says; nothing where it is no case. Whether it plays is the engine's word. */
export function readCase(text: string | undefined): TestCase | null {
  try {
    const file = JSON.parse(text ?? "") as Partial<TestCase> | null;
    const outcome = file?.expect?.outcome;
    if (!file || outcome === undefined) return null;
    const { description = "", input = {}, answers = [], expect } = file;
    return Array.isArray(answers) && expect ? { description, input, answers, expect } : null;
  } catch {
    return null;
  }
}

export type Verdict = { state: "passes" | "open" | "blocked" } | { state: "fails"; differs: string };

/**
 * What lint says of a case. `current` tells whether lint has seen the draft as it is now. While something else is an error, nothing
 * can run, so that no case was played.
 */
export function verdictOf(path: string, findings: readonly LintFinding[], current: boolean): Verdict {
  if (!current) return { state: "open" };
  const begins = `${path}: `;
  const own = findings.find((each) => FAILED.has(each.code) && each.message.startsWith(begins));
  if (own) return { state: "fails", differs: own.message.slice(begins.length) };
  const others = findings.some((each) => each.severity === "error" && each.code !== "test_failed");
  return { state: others ? "blocked" : "passes" };
}

/** Ids of steps, which the engine puts between backquotes, as people call them. */
export function inWords(differs: string, nameOf: (id: string) => string | undefined): string {
  return differs.replaceAll(/`([^`]+)`/g, (whole, id: string) => {
    const name = nameOf(id);
    return name === undefined ? whole : `“${name}”`;
  });
}
