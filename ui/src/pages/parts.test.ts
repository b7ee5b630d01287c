/** The small functions below the pages. */
import { describe, expect, it } from "vitest";
import { sealState } from "../frame/sealState";
import { changedValues, fieldErrors, sentValues, startValues } from "../parts/plain";
import { retentionWords } from "../parts/retention";
import { slugOf } from "../parts/slug";
import { START_FIELDS, VENDOR_FORM } from "../testing/workspace/forms";
import { createTranslate } from "../text/text";
import { diffLines } from "./changes/diff";
import { connectorFile, draftOf, outputsProblem } from "./connectors/draft";
import { sidesOf } from "./log/path";
import { ruleFile } from "./rules/draft";
import { requestNumber } from "./runs/RunTable";
import { pathOf } from "./workflows/files";

const { t } = createTranslate("en");

describe("form values", () => {
  it("start with what is known, and send no blanks", () => {
    expect(startValues(START_FIELDS)).toEqual({ checked: false });
    expect(sentValues(START_FIELDS, { legal_name: " A ", country: "", checked: false })).toEqual({
      legal_name: "A",
      checked: false,
    });
    expect(startValues(VENDOR_FORM)).toEqual({});
  });

  it.each([
    ["12500", undefined],
    ["-3.50", undefined],
    ["12,5", "form-number"],
    ["1e3", "form-number"],
    ["", "form-missing"],
  ])("a number field with %j", (amount, error) => {
    expect(fieldErrors(START_FIELDS, { amount_limit: amount }).amount_limit).toBe(error);
  });

  it("know what was changed", () => {
    const fields = VENDOR_FORM.map((field) => ({ ...field, writable: true }));
    expect(changedValues(fields, startValues(fields))).toEqual({});
    expect(changedValues(fields, { ...startValues(fields), country: "AT" })).toEqual({ country: "AT" });
  });
});

describe("differences of files", () => {
  it.each([
    ["", "a\nb", ["+a", "+b"]],
    ["a\nb\nc", "a\nx\nc", [" a", "-b", "+x", " c"]],
    ["a\nb", "a\nb", [" a", " b"]],
    ["a\nb\nc\nd", "b\nd\ne", ["-a", " b", "-c", " d", "+e"]],
    ["a", "", ["-a"]],
  ])("%j to %j", (before, after, lines) => {
    const sign = { same: " ", gone: "-", new: "+" };
    expect(diffLines(before, after).map(({ kind, text }) => sign[kind] + text)).toEqual(lines);
  });

  it("stays quick for long files that share nothing", () => {
    const long = (mark: string) => Array.from({ length: 4000 }, (_, at) => `${mark}${at}`).join("\n");
    expect(diffLines(long("a"), long("b")).length).toBe(8000);
  });
});

describe("the path to the root", () => {
  // RFC 6962, section 2.1.3: the tree of seven leaves.
  it.each([
    [0, 7, 3, ["right", "right", "right"]],
    [3, 7, 3, ["left", "left", "right"]],
    [4, 7, 3, ["right", "right", "left"]],
    [6, 7, 2, ["left", "left"]],
    [0, 1, 0, []],
  ])("of leaf %i in a tree of %i", (index, size, length, sides) => {
    expect(sidesOf(index, size, length)).toEqual(sides);
  });
});

describe("names and files", () => {
  it.each([
    ["Vendor payments (EU)", "vendor-payments-eu"],
    ["  Žluťoučký kůň ", "zlutoucky-kun"],
    ["2nd look", "nd-look"],
    ["---", ""],
  ])("%j is %j", (name, slug) => expect(slugOf(name)).toBe(slug));

  it("a file chosen with its folder has its path below it", () => {
    expect(pathOf({ name: "a.form", webkitRelativePath: "vendor/forms/a.form" })).toBe("forms/a.form");
    expect(pathOf({ name: "a.bpmn", webkitRelativePath: "" })).toBe("a.bpmn");
  });

  it("reads outputs of connectors", () => {
    expect(outputsProblem("a = b\n\n c.d = e.f sealed")).toBeNull();
    expect(outputsProblem("a = b\nno")).toBe("no");
    expect(JSON.parse(connectorFile("x", { ...draftOf(null), paths: "/a\n\n /b " })).scope.paths).toEqual(["/a", "/b"]);
  });

  it("writes rules of each kind", () => {
    const eligible = (file: string) => JSON.parse(file).eligible as unknown;
    expect(eligible(ruleFile("a", "A", { kind: "group", group: "g" }, 2))).toEqual({ group: "g" });
    expect(eligible(ruleFile("a", "A", { kind: "role", role: "approver", scope: "workspace" }, 1))).toEqual({
      role: "approver",
      scope: "workspace",
    });
  });

  it("reads periods and request numbers", () => {
    expect([retentionWords(t, "P10Y"), retentionWords(t, "P1M"), retentionWords(t, "P1Y6M")]).toEqual([
      "10 years",
      "1 month",
      "P1Y6M",
    ]);
    expect([requestNumber("r_57"), requestNumber("odd")]).toEqual([57, 0]);
  });
});

describe("the seal", () => {
  const now = new Date("2026-11-22T12:00:00Z");
  const verified = (anchor: string | null) =>
    sealState({ state: "verified", size: 8124, at: "2026-11-22T11:00:00Z", anchor }, now);
  it("is only whole with a copy outside that is not old", () => {
    expect(verified("2026-11-22T09:00:00Z")).toEqual({
      state: "verified",
      entry: 8123,
      anchor: { ageSeconds: 10_800 },
    });
    expect(verified("2026-11-13T12:00:00Z")).toEqual({ state: "old", ageSeconds: 9 * 86_400 });
    expect(verified(null)).toEqual({ state: "old", ageSeconds: null });
    expect(sealState({ state: "not_yet" }, now)).toEqual({ state: "unchecked" });
  });
});
