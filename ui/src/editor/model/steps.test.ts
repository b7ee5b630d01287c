/** The step list: every step once, in the order the work flows. */
import { describe, expect, it } from "vitest";
import { diagram, flows, read } from "../testing";
import { stepsOf } from "./steps";

const task = (id: string) => `<bpmn:userTask id="${id}" />`;
const gate = (id: string, attributes = "") => `<bpmn:exclusiveGateway id="${id}" ${attributes} />`;
const start = `<bpmn:startEvent id="s" />`;
const end = (id = "e") => `<bpmn:endEvent id="${id}" />`;

const ROWS: [why: string, inside: string, order: string][] = [
  [
    "a sequence, whatever the order in the file",
    `${end()}${task("b")}${task("a")}${start}${flows("s > a", "a > b", "b > e")}`,
    "s a b e",
  ],
  [
    "a branch stays together, and a join comes after both",
    `${start}${gate("g")}${task("a")}${task("a2")}${task("b")}${gate("j")}${end()}${flows("s > g", "g > a", "g > b", "a > a2", "a2 > j", "b > j", "j > e")}`,
    "s g a a2 b j e",
  ],
  [
    "a loop ends where it began",
    `${start}${task("a")}${gate("g")}${end()}${flows("s > a", "a > g", "g > a", "g > e")}`,
    "s a g e",
  ],
  ["what nothing leads to is not lost", `${start}${end()}${task("lost")}${flows("s > e")}`, "s e lost"],
  ["a loop that nothing leads to is not lost", `${start}${task("x")}${task("y")}${flows("x > y", "y > x")}`, "s x y"],
  [
    "an event at the border follows its step",
    `${start}${task("a")}<bpmn:boundaryEvent id="b" attachedToRef="a" />${task("late")}${end()}${flows("s > a", "a > e", "b > late")}`,
    "s a b late e",
  ],
  [
    "steps inside a sub-process follow it, one level deeper",
    `${start}<bpmn:subProcess id="sub"><bpmn:startEvent id="s2" />${task("in")}${flows("s2 > in")}</bpmn:subProcess>${end()}${flows("s > sub", "sub > e")}`,
    "s sub .s2 .in e",
  ],
  [
    "an event sub-process has its place",
    `${start}${end()}<bpmn:subProcess id="sub" triggeredByEvent="true"><bpmn:startEvent id="s2" /></bpmn:subProcess>${flows("s > e")}`,
    "s e sub .s2",
  ],
];

describe("the order of steps", () => {
  it.each(ROWS)("%s", async (_, inside, order) => {
    const { definitions } = await read(diagram(inside));
    const seen = stepsOf(definitions).map((step) => ".".repeat(step.level - 1) + step.id);
    expect(seen.join(" ")).toBe(order);
  });

  it("names the ways on with their conditions", async () => {
    const inside = `${start}${gate("g", 'default="g_b"')}${task("a")}${task("b")}${flows("s > g", "g > a [=amount > 5]", "g > b")}`;
    const { definitions } = await read(diagram(inside));
    expect(stepsOf(definitions).find((step) => step.id === "g")?.next).toEqual([
      { flow: "g_a", target: "a", condition: "amount > 5", otherwise: false },
      { flow: "g_b", target: "b", condition: null, otherwise: true },
    ]);
  });

  it("takes a wide and deep diagram: each step once, without a deep stack", async () => {
    const count = 5000;
    const tasks = Array.from({ length: count }, (_, at) => task(`t${at}`)).join("");
    const lines = Array.from({ length: count - 1 }, (_, at) => `t${at} > t${at + 1}`);
    const { definitions } = await read(diagram(tasks + flows(...lines, `t${count - 1} > t0`)));
    const ids = stepsOf(definitions).map((step) => step.id);
    expect(new Set(ids).size).toBe(count);
    expect(ids).toHaveLength(count);
  });
});
