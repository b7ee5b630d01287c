/** Words for every name that comes from the host: refusals, acts, changes, roles, permissions, incidents. Read from the sources that define them. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ACTS } from "../pages/log/acts";
import { createTranslate, errorId } from "./text";

const CRATES = join(import.meta.dirname, "../../../crates");
const read = (path: string) => readFileSync(join(CRATES, path), "utf8");
const all = (source: string, pattern: RegExp) => [...source.matchAll(pattern)].map((match) => match[1] ?? "");

/** Names of a `match` that gives every variant its stable name. */
const NAME = /^\s*(?:Self|IncidentCode)::\w+(?: \{ \.\. \}|\(_\))? => "([a-z_.]+)"/gm;

const REFUSALS = all(read("kernel/src/refusal.rs"), /^\s{4}"([a-z_]+)" "/gm);
const NAMES = read("kernel/src/role.rs");
const FAMILIES: [family: string, names: string[], atLeast: number][] = [
  ["act", all(read("kernel/src/act/body.rs"), /^\s{4}"([a-z.]+)" => /gm), 19],
  ["act-name", all(read("kernel/src/act/body.rs"), /^\s{4}"([a-z.]+)" => /gm), 19],
  ["change", all(read("kernel/src/act/change.rs"), /rename = "([a-z]+\.[a-z]+)"/g), 11],
  ["change-name", all(read("kernel/src/act/change.rs"), /rename = "([a-z]+\.[a-z]+)"/g), 11],
  ["permission", all(NAMES, /^\s{8}\w+ = "([a-z]+\.[a-z]+)",/gm), 20],
  ["role", all(NAMES, /^\s{8}\w+ = "([a-z_]+)",/gm), 8],
  ["incident", all(read("kernel/src/state/instance.rs").split("/// How a request ended")[0] ?? "", NAME), 8],
];

describe("words for the kernel", () => {
  const { has } = createTranslate("en");

  it("stand for every refusal", () => {
    expect(REFUSALS.length).toBeGreaterThan(50);
    expect(REFUSALS.filter((code) => !has(errorId(code)))).toEqual([]);
  });

  it.each(FAMILIES)("stand for every name of %s", (family, names, atLeast) => {
    expect(names.length).toBeGreaterThanOrEqual(atLeast);
    expect(names.filter((name) => !has(`${family}-${name.replaceAll(".", "-")}`))).toEqual([]);
  });

  it("stand for every error of the engine, the store and the api", () => {
    const codes = ["engine/src", "store/src", "api/src"].flatMap((folder) =>
      readdirSync(join(CRATES, folder), { recursive: true, encoding: "utf8" })
        .filter((path) => path.endsWith(".rs"))
        .flatMap((path) => {
          const source = read(`${folder}/${path}`);
          // The body of each `fn code`, up to its closing brace.
          return all(source, /fn code\(&self\) -> &'static str \{([\s\S]*?)\n {4}\}/g).flatMap((body) =>
            all(body, /=> "([a-z_.]+)"/g),
          );
        }),
    );
    expect(codes.length).toBeGreaterThan(40);
    expect([...new Set(codes)].filter((code) => !has(errorId(code)))).toEqual([]);
  });

  it("name every act in the filter of the log", () => {
    expect(ACTS).toEqual(FAMILIES[0]?.[1]);
  });
});
