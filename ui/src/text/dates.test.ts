/** Dates in the way of whoever reads them. Tests of everything else stand in one place: `testing/setup.ts` says which. */
import { describe, expect, it } from "vitest";
import { dateFormat, localesOf } from "./dates";

const AT = new Date("2026-11-02T13:05:00Z");
const long = (languages: string[]) => dateFormat({ dateStyle: "long", timeZone: "UTC" }, languages).format(AT);
const clock = (languages: string[]) =>
  dateFormat({ hour: "2-digit", minute: "2-digit", timeZone: "UTC" }, languages).format(AT);

describe("a date", () => {
  it.each([
    ["as in Britain", ["en-GB"], "2 November 2026"],
    ["as in America", ["en-US"], "November 2, 2026"],
    ["as in Germany", ["de-DE", "en"], "2. November 2026"],
    ["in a language alone", ["fr"], "2 novembre 2026"],
    ["in the next language where the first is unknown", ["xx-XX", "de"], "2. November 2026"],
    ["in years of the record where another calendar is usual", ["th-TH"], "2 พฤศจิกายน ค.ศ. 2026"],
    ["with no language at all", [], "2 November 2026"],
  ])("%s", (_, languages, words) => expect(long(languages)).toBe(words));

  it("has the clock of its language", () => {
    expect(clock(["en-GB"])).toBe("13:05");
    expect(clock(["en-US"])).toMatch(/^01:05\sPM$/);
  });
});

describe("names that are no language", () => {
  it.each(["C", "POSIX", "C.UTF-8", "de_DE.UTF-8", ""])("%j is passed over", (name) => {
    expect(localesOf([name])).toEqual(["en-GB"]);
    expect(localesOf([name, "de"])).toEqual(["de"]);
  });
});
