/** What a decision table reads is declared as its input, so that the engine gives it; and nothing else is. */
import { describe, expect, it } from "vitest";
import { namesIn } from "./inputs";
import { emptyTable } from "./newTable";
import { setCell, setColumn } from "./table";

describe("names that an expression reads", () => {
  it.each([
    ["a field", "amount", ["amount"]],
    [
      "fields and words of the language",
      "if amount > 5 and not(urgent) then limit else null",
      ["amount", "urgent", "limit"],
    ],
    ["a member belongs to its field", "customer.country", ["customer"]],
    ["words in a text are none", '"amount is high"', []],
    ["a text with a quote in it", '"say \\"amount\\"" + note', ["note"]],
    ["functions are none", "string length(note) > 3", ["note"]],
    ["functions with a keyword in their name", 'date and time("2026-01-01T00:00:00") < sent', ["sent"]],
    ["a function after a keyword", "open and sum(parts) > 1", ["open", "parts"]],
    ["keys of a context", "{ net: amount }.net", ["amount"]],
    ["names that are bound", "some part in parts satisfies part > limit", ["parts", "limit"]],
    ["a type", "amount instance of number", ["amount"]],
    ["unary tests", "> limit, [low..high], not(1)", ["limit", "low", "high"]],
    ["the value itself and anything", "-", []],
    ["a date", '@"2026-01-01"', []],
  ])("%s", (_, expression, names) => expect(namesIn(expression).toSorted()).toEqual(names.toSorted()));
});

describe("a table", () => {
  const declared = (xml: string) => [...xml.matchAll(/<inputData id="[^"]*" name="([^"]*)"/g)].map((match) => match[1]);
  const required = (xml: string) => [...xml.matchAll(/<requiredInput href="#([^"]*)"/g)].map((match) => match[1]);

  it("declares what its columns and cells read, and nothing twice", () => {
    const one = setColumn(emptyTable("team", "Team"), 0, { value: "amount" });
    const two = setCell(setCell(one, 0, 0, "> limit"), 0, 1, "amount");
    expect(declared(two)).toEqual(["amount", "limit"]);
    expect(required(two)).toEqual(["countersign_input_amount", "countersign_input_limit"]);
    expect(two.indexOf("informationRequirement")).toBeLessThan(two.indexOf("<decisionTable"));
  });

  it("takes a name back when nothing reads it any more: a slip would otherwise be asked for for ever", () => {
    const slip = setColumn(emptyTable("team", "Team"), 0, { value: "amuont" });
    const right = setColumn(slip, 0, { value: "amount" });
    expect(declared(right)).toEqual(["amount"]);
    expect(required(right)).toEqual(["countersign_input_amount"]);
  });

  it("leaves inputs that another tool declared", () => {
    const theirs = emptyTable("team", "Team").replace(
      "<decision ",
      '<inputData id="in" name="amount"><variable name="amount" /></inputData><decision ',
    );
    const edited = setColumn(setColumn(theirs, 0, { value: "amount" }), 0, { value: "country" });
    expect(declared(edited)).toEqual(["amount", "country"]);
    expect(required(edited), "what it reads now").toContain("countersign_input_country");
  });
});
