/** Which flows are drawn as taken where only elements are known: only what is certain. */
import { describe, expect, it } from "vitest";
import { certainFlows } from "./taken";

const way = (line: string) => {
  const [source = "", target = ""] = line.split(" ");
  return { id: `${source}_${target}`, source, target };
};
// A choice of two that come together again, and a loop back.
const WAYS = ["s x", "x a", "x b", "a j", "b j", "j e", "e x"].map(way);

describe("flows that must have been taken", () => {
  it.each([
    [["s"], ["x"], [], ["s_x"], "the only way out, to where work is"],
    [["s", "x"], ["a"], [], ["s_x", "x_a"], "the only way into what was entered"],
    [["s", "x", "a", "j"], ["e"], [], ["s_x", "x_a", "a_j", "j_e"], "of two ways the one that has a passed step"],
    [["s"], [], [], [], "what it leads to was not entered"],
    [[], ["x"], [], [], "two ways lead there, and neither end was passed"],
    [["s"], ["x"], ["s"], [], "passed without going on, and another way leads there"],
    [["x"], ["a"], ["x"], ["x_a"], "a gate led there, as nothing else does"],
  ])("passed %j, at %j, may stay %j", (passed, here, stay, taken) => {
    const known = { passed: new Set(passed), entered: new Set([...passed, ...here]), mayStay: new Set(stay) };
    expect(certainFlows(WAYS, known)).toEqual(taken);
  });

  it("a choice between two ways to one element is left undrawn", () => {
    const ways = [
      { id: "left", source: "x", target: "e" },
      { id: "right", source: "x", target: "e" },
    ];
    const known = { passed: new Set(["x"]), entered: new Set(["x", "e"]), mayStay: new Set<string>() };
    expect(certainFlows(ways, known)).toEqual([]);
  });
});
