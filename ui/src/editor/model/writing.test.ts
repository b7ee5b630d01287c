/** What the panel sets is what the file says, in the form that the engine and Camunda read; and what was there beside it stays. */
import { describe, expect, it } from "vitest";
import { diagram, flows, read, type Read } from "../testing";
import { called, loop, setCalled, setDecision, setLoop, setSchedule, setScript } from "./activity";
import { EVERY_DAY, code, correlationKey, setCode, setCorrelationKey, setTimer, timer, timerKinds } from "./events";
import {
  RULE,
  STEP,
  header,
  mappings,
  property,
  setConnector,
  setFormId,
  setHeader,
  setMappings,
  setProperty,
} from "./extension";
import { condition, isDefault, setCondition, setDefault } from "./flow";
import { kindOf } from "./kind";

const INSIDE = `
  <bpmn:startEvent id="s" /><bpmn:userTask id="u"><bpmn:extensionElements><zeebe:userTask /><zeebe:properties><zeebe:property name="other" value="kept" /></zeebe:properties></bpmn:extensionElements></bpmn:userTask>
  <bpmn:serviceTask id="c" /><bpmn:scriptTask id="x" /><bpmn:businessRuleTask id="r" /><bpmn:callActivity id="k" />
  <bpmn:intermediateCatchEvent id="t"><bpmn:timerEventDefinition id="td" /></bpmn:intermediateCatchEvent>
  <bpmn:intermediateCatchEvent id="m"><bpmn:messageEventDefinition id="md" /></bpmn:intermediateCatchEvent>
  <bpmn:receiveTask id="m2" /><bpmn:endEvent id="e"><bpmn:errorEventDefinition id="ed" /></bpmn:endEvent>
  <bpmn:boundaryEvent id="b" attachedToRef="c"><bpmn:errorEventDefinition id="bd" /></bpmn:boundaryEvent>
  <bpmn:startEvent id="st"><bpmn:timerEventDefinition id="sd" /></bpmn:startEvent>
  <bpmn:subProcess id="es" triggeredByEvent="true"><bpmn:startEvent id="es_s"><bpmn:timerEventDefinition id="esd" /></bpmn:startEvent></bpmn:subProcess>
  <bpmn:exclusiveGateway id="g" />${flows("g > u", "g > c")}`;

const ROWS: [why: string, set: (read: Read) => void, says: string[], not?: string[]][] = [
  ["a form", ({ at, writer }) => setFormId(writer, at("s"), "request"), ['<zeebe:formDefinition formId="request" />']],
  [
    "a rule beside what was there",
    ({ at, writer }) => setProperty(writer, at("u"), RULE, "finance"),
    ['name="other" value="kept"', 'name="countersign.rule" value="finance"', "<zeebe:userTask />"],
  ],
  [
    "mandatory, and no more",
    ({ at, writer }) => {
      setProperty(writer, at("u"), STEP, "mandatory");
      setProperty(writer, at("u"), STEP, null);
    },
    ['name="other" value="kept"'],
    ["countersign.step"],
  ],
  [
    "the last property takes its list away, and the list its holder",
    ({ at, writer }) => {
      setProperty(writer, at("x"), STEP, "mandatory");
      setProperty(writer, at("x"), STEP, null);
    },
    ['<bpmn:scriptTask id="x" />'],
  ],
  [
    "a connector call",
    ({ at, writer }) => {
      setConnector(writer, at("c"), { connector: "erp", method: "POST", path: "/vendors" });
      setHeader(writer, at("c"), "errorCode.404", "not_found");
      setMappings(writer, at("c"), "inputParameters", [{ source: "=iban", target: "iban" }]);
    },
    [
      '<zeebe:taskDefinition type="countersign.connector" />',
      'key="connector" value="erp"',
      'key="path" value="/vendors"',
      'key="errorCode.404" value="not_found"',
      '<zeebe:input source="=iban" target="iban" />',
    ],
  ],
  [
    "a script",
    ({ at, writer }) => setScript(writer, at("x"), { expression: "a + b", result: "sum" }),
    ['<zeebe:script expression="=a + b" resultVariable="sum" />'],
  ],
  [
    "a decision table",
    ({ at, writer }) => setDecision(writer, at("r"), { decision: "team", result: "team" }),
    ['<zeebe:calledDecision decisionId="team" resultVariable="team" />'],
  ],
  [
    "another workflow",
    ({ at, writer }) => setCalled(writer, at("k"), { process: "child", allIn: false, allOut: true }),
    ['processId="child"', 'propagateAllChildVariables="true"', 'propagateAllParentVariables="false"'],
  ],
  [
    "a due date",
    ({ at, writer }) => setSchedule(writer, at("u"), { due: "2026-12-24T12:00:00Z", followUp: "" }),
    ['<zeebe:taskSchedule dueDate="2026-12-24T12:00:00Z" />'],
  ],
  [
    "a time that became a cycle",
    ({ at, writer }) => {
      setTimer(writer, at("t"), "duration", "P3D");
      setTimer(writer, at("t"), "cycle", "R3/PT10H");
    },
    ["<bpmn:timeCycle", ">R3/PT10H<"],
    ["timeDuration"],
  ],
  [
    "a start at a time",
    ({ at, writer }) => setTimer(writer, at("st"), "cycle", EVERY_DAY),
    ["<bpmn:timeCycle", ">R/P1D<"],
  ],
  [
    "for each item of a list",
    ({ at, writer }) =>
      setLoop(writer, at("u"), {
        sequential: true,
        collection: "items",
        element: "item",
        outputCollection: "answers",
        outputElement: "item.ok",
        completion: "done > 1",
      }),
    [
      'isSequential="true"',
      'inputCollection="=items" inputElement="item" outputCollection="answers" outputElement="=item.ok"',
      "=done &gt; 1",
    ],
  ],
  [
    "a condition and the way otherwise",
    ({ at, writer }) => {
      setCondition(writer, at("g_u"), "amount > 500");
      setCondition(writer, at("g_c"), "x");
      setDefault(writer, at("g_c"), true);
    },
    ["=amount &gt; 500", 'default="g_c"'],
    ["=x<"],
  ],
];

describe("what is set", () => {
  it.each(ROWS)("%s", async (_, set, says, not = []) => {
    const made = await read(diagram(INSIDE));
    set(made);
    const xml = await made.xml();
    for (const words of says) expect(xml).toContain(words);
    for (const words of not) expect(xml).not.toContain(words);
  });

  it("is read again as it was set", async () => {
    const first = await read(diagram(INSIDE));
    for (const [, set] of ROWS) set(first);
    const { at } = await read(await first.xml());
    expect(kindOf(at("u"))).toBe("approval");
    expect(property(at("u"), "other")).toBe("kept");
    expect(header(at("c"), "method")).toBe("POST");
    expect(mappings(at("c"), "inputParameters")).toEqual([{ source: "=iban", target: "iban" }]);
    expect(timer(at("t"))).toEqual({ kind: "cycle", text: "R3/PT10H" });
    expect(timer(at("st"))).toEqual({ kind: "cycle", text: "R/P1D" });
    expect(loop(at("u"))).toMatchObject({
      sequential: true,
      collection: "items",
      outputElement: "item.ok",
      completion: "done > 1",
    });
    expect(called(at("k"))).toEqual({ process: "child", allIn: false, allOut: true });
    expect([condition(at("g_u")), isDefault(at("g_c"))]).toEqual(["amount > 500", true]);
  });

  it("a workflow starts at a date or again and again, never after a while", async () => {
    const { at } = await read(diagram(INSIDE));
    expect(kindOf(at("st"))).toBe("start-timer");
    expect(timerKinds(at("st"))).toEqual(["cycle", "date"]);
    expect(timerKinds(at("es_s"))).toContain("duration");
    expect(timerKinds(at("t"))).toContain("duration");
  });

  it("messages: a name of its own for each, a key for those that wait", async () => {
    const { at, writer, xml } = await read(diagram(INSIDE));
    setCode(writer, at("m"), "paid");
    setCorrelationKey(writer, at("m"), "=order_id");
    setCode(writer, at("m2"), "sent");
    setCode(writer, at("m"), "paid at last");
    const again = await read(await xml());
    expect([code(again.at("m")), correlationKey(again.at("m"))]).toEqual(["paid at last", "=order_id"]);
    expect([code(again.at("m2")), correlationKey(again.at("m2"))]).toEqual(["sent", ""]);
  });

  it("errors: one code is one error, and changing one user leaves the other", async () => {
    const { at, writer, xml } = await read(diagram(INSIDE));
    setCode(writer, at("e"), "rejected");
    setCode(writer, at("b"), "rejected");
    expect((await xml()).match(/<bpmn:error /g)).toHaveLength(1);
    setCode(writer, at("b"), "not_found");
    const again = await read(await xml());
    expect([code(again.at("e")), code(again.at("b"))]).toEqual(["rejected", "not_found"]);
  });
});
