/** Files of other tools: what has the same meaning is converted, all else is told with its element and stays. */
import { describe, expect, it } from "vitest";
import { diagram, flows, read } from "../testing";
import { convert } from "./convert";
import { feelOf, literalOrFeel } from "./juel";

const CAMUNDA = 'xmlns:camunda="http://camunda.org/schema/1.0/bpmn"';
const user = (attributes: string, inside = "") =>
  `<bpmn:userTask id="u" name="Check" ${attributes}>${inside}</bpmn:userTask>`;
const service = (attributes: string, inside = "") =>
  `<bpmn:serviceTask id="v" ${attributes}>${inside}</bpmn:serviceTask>`;
const extended = (inside: string) => `<bpmn:extensionElements>${inside}</bpmn:extensionElements>`;

interface Row {
  why: string;
  given: string;
  done?: string[];
  left?: string[];
  says?: string[];
  not?: string[];
}

const ROWS: Row[] = [
  {
    why: "a form by reference",
    given: user('camunda:formRef="check"'),
    done: ["camunda:formRef form"],
    says: ['formId="check"', "<zeebe:userTask />"],
    not: ["camunda:formRef"],
  },
  {
    why: "a form by its deployed file",
    given: user('camunda:formKey="camunda-forms:deployment:forms/check.form"'),
    done: ["camunda:formKey form"],
    says: ['formId="check"'],
  },
  {
    why: "a page of the tool is no form",
    given: user('camunda:formKey="embedded:app:forms/check.html"'),
    left: ["camunda:formKey form-key"],
    says: ["embedded:app:forms/check.html"],
  },
  {
    why: "people are never taken over",
    given: user('camunda:assignee="kim" camunda:candidateGroups="finance"'),
    left: ["camunda:assignee people", "camunda:candidateGroups people"],
    says: ['camunda:assignee="kim"'],
  },
  {
    why: "a date",
    given: user('camunda:dueDate="2026-12-24T12:00:00Z"'),
    done: ["camunda:dueDate schedule"],
    says: ['dueDate="2026-12-24T12:00:00Z"'],
  },
  {
    why: "a date of a field",
    given: user('camunda:dueDate="${due}"'),
    done: ["camunda:dueDate schedule"],
    says: ['dueDate="=due"'],
  },
  {
    why: "a date that is computed",
    given: user('camunda:dueDate="${dateTime().plusDays(3).toDate()}"'),
    left: ["camunda:dueDate expression"],
  },
  {
    why: "a topic becomes the type of a task",
    given: service('camunda:type="external" camunda:topic="pay"'),
    done: ["camunda:type topic", "camunda:topic topic"],
    says: ['<zeebe:taskDefinition type="pay" />'],
  },
  {
    why: "a Java class",
    given: service('camunda:class="org.acme.Pay"'),
    left: ["camunda:class java"],
    says: ["org.acme.Pay"],
  },
  {
    why: "a delegate, also where it looks like a plain field",
    given: service('camunda:delegateExpression="${pay}"'),
    left: ["camunda:delegateExpression java"],
  },
  {
    why: "a listener",
    given: user("", extended('<camunda:taskListener event="create" class="org.acme.L" />')),
    left: ["<camunda:taskListener> listener"],
    says: ["org.acme.L"],
  },
  {
    why: "fields that make a page",
    given: user("", extended('<camunda:formData><camunda:formField id="a" type="string" /></camunda:formData>')),
    left: ["<camunda:formData> generated-form"],
  },
  {
    why: "properties",
    given: user("", extended('<camunda:properties><camunda:property name="a" value="b" /></camunda:properties>')),
    done: ["<camunda:properties> properties"],
    says: ['<zeebe:property name="a" value="b" />'],
    not: ["camunda:propert"],
  },
  {
    why: "plain mappings",
    given: service(
      "",
      extended(
        '<camunda:inputOutput><camunda:inputParameter name="to">${iban}</camunda:inputParameter><camunda:inputParameter name="kind">fast</camunda:inputParameter><camunda:inputParameter name="times">3</camunda:inputParameter></camunda:inputOutput>',
      ),
    ),
    done: ["<camunda:inputOutput> mapping"],
    says: ['source="=iban" target="to"', 'source="=&#34;fast&#34;" target="kind"', 'source="=3" target="times"'],
  },
  {
    why: "a mapping with a script is left whole",
    given: service(
      "",
      extended(
        '<camunda:inputOutput><camunda:inputParameter name="a">${b}</camunda:inputParameter><camunda:inputParameter name="c"><camunda:script scriptFormat="groovy">1</camunda:script></camunda:inputParameter></camunda:inputOutput>',
      ),
    ),
    left: ["<camunda:inputOutput> mapping"],
    not: ["zeebe:input"],
  },
  {
    why: "what a call hands over",
    given: `<bpmn:callActivity id="k" calledElement="child">${extended('<camunda:in variables="all" /><camunda:in source="a" target="b" /><camunda:out source="r" target="r" /><camunda:in businessKey="#{execution.processBusinessKey}" />')}</bpmn:callActivity>`,
    done: ["<camunda:in> call", "<camunda:in> mapping", "<camunda:out> mapping", "calledElement call"],
    left: ["<camunda:in> business-key"],
    says: ['processId="child"', 'propagateAllChildVariables="false"', 'source="=a" target="b"'],
    not: ['calledElement="child"', 'propagateAllParentVariables="false"'],
  },
  {
    why: "a computed call",
    given: '<bpmn:callActivity id="k" calledElement="${which}" />',
    left: ["calledElement call-expression"],
  },
  {
    why: "a loop over a list",
    given: user(
      "",
      '<bpmn:multiInstanceLoopCharacteristics camunda:collection="people" camunda:elementVariable="person"><bpmn:completionCondition xsi:type="bpmn:tFormalExpression">${enough}</bpmn:completionCondition></bpmn:multiInstanceLoopCharacteristics>',
    ),
    done: ["camunda:collection loop", "camunda:elementVariable loop", "completionCondition variable"],
    says: ['inputCollection="=people" inputElement="person"', ">=enough<"],
  },
  {
    why: "a number of times",
    given: user(
      "",
      '<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">3</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>',
    ),
    left: ["loopCardinality loop-cardinality"],
  },
  {
    why: "a table and its result",
    given:
      '<bpmn:businessRuleTask id="r" camunda:decisionRef="team" camunda:resultVariable="team" camunda:mapDecisionResult="singleEntry" />',
    done: ["camunda:decisionRef decision", "camunda:resultVariable result"],
    left: ["camunda:mapDecisionResult decision-result"],
    says: ['decisionId="team" resultVariable="team"'],
  },
  {
    why: "a plain condition",
    given: `<bpmn:exclusiveGateway id="g" />${user("")}${flows("g > u [${approved}]")}`,
    done: ["conditionExpression variable"],
    says: [">=approved<"],
  },
  {
    why: "a comparison is not guessed",
    given: `<bpmn:exclusiveGateway id="g" />${user("")}${flows("g > u [${amount > 5}]")}`,
    left: ["conditionExpression expression"],
    says: ["${amount &gt; 5}"],
  },
  {
    why: "a condition in another language",
    given: `<bpmn:exclusiveGateway id="g" />${user("")}<bpmn:sequenceFlow id="f" sourceRef="g" targetRef="u"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression" language="groovy">amount</bpmn:conditionExpression></bpmn:sequenceFlow>`,
    left: ["conditionExpression script"],
  },
  {
    why: "a script of another language",
    given: '<bpmn:scriptTask id="x" scriptFormat="groovy"><bpmn:script>a + b</bpmn:script></bpmn:scriptTask>',
    left: ["script script"],
    says: ["a + b"],
  },
  {
    why: "marks that are not needed",
    given: user('camunda:asyncBefore="true"'),
    left: ["camunda:asyncBefore not-needed"],
  },
  {
    why: "what nobody knows",
    given: user('camunda:sparkles="yes"'),
    left: ["camunda:sparkles unknown"],
    says: ['camunda:sparkles="yes"'],
  },
  {
    why: "steps inside a sub-process",
    given: `<bpmn:subProcess id="sub">${user('camunda:formRef="deep"')}</bpmn:subProcess>`,
    done: ["camunda:formRef form"],
    says: ['formId="deep"'],
  },
];

describe("conversion", () => {
  it.each(ROWS)("$why", async ({ given, done = [], left = [], says = [], not = [] }) => {
    const file = await read(diagram(given, CAMUNDA));
    const report = convert(file.definitions, file.writer);
    const lines = (rows: readonly { what: string; why: string }[] = []) =>
      rows.map(({ what, why }) => `${what} ${why}`).toSorted();
    expect(lines(report?.done)).toEqual(done.toSorted());
    expect(lines(report?.left)).toEqual(left.toSorted());
    const xml = await file.xml();
    for (const words of says) expect(xml).toContain(words);
    for (const words of not) expect(xml).not.toContain(words);
    // The second look finds what is left, and converts nothing twice.
    const again = await read(xml);
    const second = convert(again.definitions, again.writer);
    expect(lines(second?.done)).toEqual([]);
    expect(lines(second?.left)).toEqual(left.toSorted());
  });

  it.each([
    ["operaton", "http://operaton.org/schema/1.0/bpmn", "Operaton"],
    ["flowable", "http://flowable.org/bpmn", "Flowable"],
    ["activiti", "http://activiti.org/bpmn", "Activiti"],
    ["c7", "http://camunda.org/schema/1.0/bpmn", "Camunda 7"],
  ])("knows %s by its namespace", async (prefix, uri, tool) => {
    const file = await read(diagram(user(`${prefix}:formRef="check"`), `xmlns:${prefix}="${uri}"`));
    expect(convert(file.definitions, file.writer)).toMatchObject({ tool, done: [{ element: "u", name: "Check" }] });
  });

  it("leaves a file of no other tool alone", async () => {
    const file = await read(diagram(user("")));
    const before = await file.xml();
    expect(convert(file.definitions, file.writer)).toBeNull();
    expect(await file.xml()).toBe(before);
  });
});

describe("expressions", () => {
  it.each([
    ["${amount}", "=amount"],
    ["#{ amount }", "=amount"],
    ["${order.total}", null],
    ["${amount > 5}", null],
    ["${execution}", null],
    ["${null}", null],
    ["${not}", null],
    ["a${b}", null],
    ["${a}${b}", null],
    ["amount", null],
  ])("%s", (juel, feel) => expect(feelOf(juel)).toBe(feel));

  it("a text without an expression stays a text", () => expect(literalOrFeel(" P3D ")).toBe("P3D"));
});
