// Small diagrams from a few words each, as XML for both engines.
//
// INVARIANT: both engines read the same elements, flows and FEEL conditions. Only what BPMN leaves to an engine differs: over
// what an activity repeats.
//
// To add an element: a line in NODES.

const NAMESPACES = [
  'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"',
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
  'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"',
].join(" ");

const element = (name, attributes, content = "") =>
  `<bpmn:${name}${Object.entries(attributes).map(([key, value]) => ` ${key}="${value}"`).join("")}>${content}</bpmn:${name}>`;

const extended = (content) => element("extensionElements", {}, content);
const definition = (kind, id, content = "", attributes = {}) =>
  element(`${kind}EventDefinition`, { id: `${id}_definition`, ...attributes }, content);
const after = (id, time) =>
  definition("timer", id, element("timeDuration", { "xsi:type": "bpmn:tFormalExpression" }, time));
const code = (kind, value) => ({ [`${kind}Ref`]: `${kind}_${value}` });
const boundary = (id, [host, ...rest], inner, interrupting = true) =>
  element("boundaryEvent", { id, attachedToRef: host, cancelActivity: String(interrupting) }, inner(...rest));

/** How each word becomes an element: `(id, arguments, dialect)`. */
const NODES = {
  start: (id) => element("startEvent", { id }),
  end: (id) => element("endEvent", { id }),
  terminate: (id) => element("endEvent", { id }, definition("terminate", id)),
  errorEnd: (id, [value]) => element("endEvent", { id }, definition("error", id, "", code("error", value))),
  escalationEnd: (id, [value]) => element("endEvent", { id }, definition("escalation", id, "", code("escalation", value))),
  escalate: (id, [value]) =>
    element("intermediateThrowEvent", { id }, definition("escalation", id, "", code("escalation", value))),
  throw: (id) => element("intermediateThrowEvent", { id }),
  task: (id) => element("task", { id }),
  manual: (id) => element("manualTask", { id }),
  user: (id) => element("userTask", { id }, extended("<zeebe:userTask />")),
  timer: (id) => element("intermediateCatchEvent", { id }, after(id, "PT1H")),
  message: (id) => element("intermediateCatchEvent", { id }, definition("message", id, "", { messageRef: "message_note" })),
  receive: (id) => element("receiveTask", { id, messageRef: "message_note" }),
  xor: (id, [otherwise]) => element("exclusiveGateway", { id, ...(otherwise && { default: otherwise }) }),
  or: (id, [otherwise]) => element("inclusiveGateway", { id, ...(otherwise && { default: otherwise }) }),
  and: (id) => element("parallelGateway", { id }),
  eventBased: (id) => element("eventBasedGateway", { id }),
  onTimer: (id, words) => boundary(id, words, () => after(id, "PT1H")),
  onTimerBeside: (id, words) => boundary(id, words, () => after(id, "PT1H"), false),
  onError: (id, words) =>
    boundary(id, words, (value) => definition("error", id, "", value ? code("error", value) : {})),
  onEscalation: (id, words) =>
    boundary(id, words, (value) => definition("escalation", id, "", code("escalation", value))),
  onEscalationBeside: (id, words) =>
    boundary(id, words, (value) => definition("escalation", id, "", code("escalation", value)), false),
  each: (id, words, dialect) => element("task", { id }, repeated(id, words, dialect)),
  eachUser: (id, words, dialect) =>
    element("userTask", { id }, `${extended("<zeebe:userTask />")}${repeated(id, words, dialect)}`),
};

/** `each ID COUNT [sequential]` */
function repeated(id, [count, how], dialect) {
  const items = `=[${Array.from({ length: Number(count) }, (_, index) => index + 1).join(", ")}]`;
  const over =
    dialect === "ours"
      ? extended(`<zeebe:loopCharacteristics inputCollection="${items}" inputElement="item" />`)
      : element("loopCardinality", { "xsi:type": "bpmn:tFormalExpression" }, count);
  return element("multiInstanceLoopCharacteristics", { isSequential: String(how === "sequential") }, over);
}

/**
 * The XML of a diagram. A line is `WORD ID ARGUMENTS`, or a flow `ID: SOURCE -> TARGET [if FEEL]`, or `sub ID` and `endsub` around
 * what a sub-process holds.
 */
export function xml(lines, dialect) {
  const [errors, escalations] = ["error", "escalation"].map((kind) => codes(lines, kind));
  const body = lines.map((line) => written(line, dialect)).join("\n");
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions ${NAMESPACES} id="definitions" targetNamespace="http://bpmn.io/schema/bpmn">
${element("message", { id: "message_note", name: "note" }, extended('<zeebe:subscription correlationKey="=key" />'))}
${errors.map((value) => element("error", { id: `error_${value}`, errorCode: value, name: value })).join("\n")}
${escalations.map((value) => element("escalation", { id: `escalation_${value}`, escalationCode: value, name: value })).join("\n")}
<bpmn:process id="diagram" name="Diagram" isExecutable="true">
${body}
</bpmn:process>
</bpmn:definitions>
`;
}

function codes(lines, kind) {
  const words = {
    error: { errorEnd: 2, onError: 3 },
    escalation: { escalationEnd: 2, escalate: 2, onEscalation: 3, onEscalationBeside: 3 },
  }[kind];
  const found = lines.map((line) => line.split(" ")).map((parts) => parts[words[parts[0]]]);
  return [...new Set(found.filter(Boolean))];
}

function written(line, dialect) {
  const flow = /^(\S+): (\S+) -> (\S+)(?: if (.+))?$/.exec(line);
  if (flow) {
    const [, id, sourceRef, targetRef, condition] = flow;
    const escaped = condition?.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
    const inner = escaped && element("conditionExpression", { "xsi:type": "bpmn:tFormalExpression" }, `=${escaped}`);
    return element("sequenceFlow", { id, sourceRef, targetRef }, inner);
  }
  const [word, id, ...rest] = line.split(" ");
  if (word === "sub") return `<bpmn:subProcess id="${id}">`;
  if (word === "endsub") return "</bpmn:subProcess>";
  return NODES[word](id, rest, dialect);
}
