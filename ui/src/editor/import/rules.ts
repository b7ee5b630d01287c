/** What becomes of each attribute and element of another tool. A rule says whether it converted, and why or why not. */
import { mappings, setExtension, setFormId, setMappings, setProperty, type Mapping } from "../model/extension";
import { setSchedule, schedule } from "../model/activity";
import { is, type Bo, type Writer } from "../model/moddle";
import { feelOf, hasExpression, literalOrFeel } from "./juel";

/** An element of a namespace that the model does not know: attributes and children as they stand. */
export interface Raw {
  readonly $type: string;
  $children?: Raw[];
  $body?: string;
  [attribute: string]: unknown;
}

export interface Found {
  /** The part that has it: the element, its loop, or its event definition. */
  holder: Bo;
  local: string;
  what: string;
  value: string;
  child: Raw | null;
}

export interface Outcome {
  done: boolean;
  why: string;
}

type Rule = (owner: Bo, found: Found, writer: Writer) => Outcome;

const done = (why: string): Outcome => ({ done: true, why });
const left = (why: string): Outcome => ({ done: false, why });
const leave =
  (why: string): Rule =>
  () =>
    left(why);

/** Sets what a text or plain expression says; any other expression is left. */
const plain =
  (why: string, set: (owner: Bo, value: string, writer: Writer, holder: Bo) => void): Rule =>
  (owner, found, writer) => {
    const value = literalOrFeel(found.value);
    if (value === null) return left("expression");
    set(owner, value, writer, found.holder);
    return done(why);
  };

/** The name of a variable, written bare or as a plain expression. */
const variable = (text: string): string | null =>
  hasExpression(text) ? feelOf(text) : /^[A-Za-z_]\w*$/.test(text.trim()) ? `=${text.trim()}` : null;

export const ATTRIBUTES: Record<string, Rule> = {
  formRef: plain("form", (owner, value, writer) => setFormId(writer, owner, value)),
  formKey: (owner, { value }, writer) => {
    const form = /^camunda-forms:(?:deployment|bpmn):(?:.*\/)?([\w.-]+?)(?:\.form)?$/.exec(value)?.[1];
    if (form === undefined) return left("form-key");
    setFormId(writer, owner, form);
    return done("form");
  },
  formRefBinding: leave("pinned"),
  formRefVersion: leave("pinned"),
  dueDate: plain("schedule", (owner, due, writer) => setSchedule(writer, owner, { ...schedule(owner), due })),
  followUpDate: plain("schedule", (owner, followUp, writer) =>
    setSchedule(writer, owner, { ...schedule(owner), followUp }),
  ),
  decisionRef: plain("decision", (owner, decisionId, writer) =>
    setExtension(writer, owner, "zeebe:CalledDecision", { decisionId }),
  ),
  resultVariable: (owner, { value }, writer) => {
    if (is(owner, "bpmn:BusinessRuleTask"))
      setExtension(writer, owner, "zeebe:CalledDecision", { resultVariable: value });
    else if (is(owner, "bpmn:ScriptTask")) setExtension(writer, owner, "zeebe:Script", { resultVariable: value });
    else return left("java");
    return done("result");
  },
  topic: plain("topic", (owner, type, writer) => setExtension(writer, owner, "zeebe:TaskDefinition", { type })),
  type: (owner, { value }) =>
    value === "external" && is(owner, "bpmn:ServiceTask", "bpmn:SendTask") ? done("topic") : left("java"),
  collection: loopValue("inputCollection", variable),
  elementVariable: loopValue("inputElement", (value) => value.trim()),
  versionTag: plain("version-tag", (owner, value, writer) =>
    setExtension(writer, owner, "zeebe:VersionTag", { value }),
  ),
  assignee: leave("people"),
  owner: leave("people"),
  candidateUsers: leave("people"),
  candidateGroups: leave("people"),
  candidateStarterUsers: leave("people"),
  candidateStarterGroups: leave("people"),
  initiator: leave("people"),
  class: leave("java"),
  delegateExpression: leave("java"),
  expression: leave("java"),
  resource: leave("script"),
  mapDecisionResult: leave("decision-result"),
  calledElementBinding: leave("pinned"),
  calledElementVersion: leave("pinned"),
  decisionRefBinding: leave("pinned"),
  decisionRefVersion: leave("pinned"),
  asyncBefore: leave("not-needed"),
  asyncAfter: leave("not-needed"),
  async: leave("not-needed"),
  exclusive: leave("not-needed"),
  jobPriority: leave("not-needed"),
  taskPriority: leave("not-needed"),
  historyTimeToLive: leave("not-needed"),
  isStartableInTasklist: leave("not-needed"),
  priority: leave("no-place"),
  skipExpression: leave("expression"),
};

/** Sets a value of the zeebe part of a loop. */
function loopValue(name: string, read: (value: string) => string | null): Rule {
  return (owner, { holder, value }, writer) => {
    const set = read(value);
    if (set === null) return left("expression");
    setExtension(writer, owner, "zeebe:LoopCharacteristics", { [name]: set }, holder);
    return done("loop");
  };
}

const localOf = (raw: Raw) => raw.$type.split(":")[1] ?? "";
const attribute = (raw: Raw, name: string): string => (typeof raw[name] === "string" ? raw[name] : "");

/** A value as FEEL: a plain expression, or a text in quotes. Nothing for what is computed in another way. */
function valueOf(raw: Raw): string | null {
  if ((raw.$children ?? []).length > 0) return null;
  const body = (raw.$body ?? "").trim();
  if (hasExpression(body)) return feelOf(body);
  if (/^-?\d+(\.\d+)?$|^(true|false)$/.test(body)) return `=${body}`;
  return `=${JSON.stringify(body)}`;
}

export const ELEMENTS: Record<string, Rule> = {
  properties: (owner, { child }, writer) => {
    for (const each of child?.$children ?? [])
      setProperty(writer, owner, attribute(each, "name"), attribute(each, "value"));
    return done("properties");
  },
  inputOutput: (owner, { child }, writer) => {
    const rows = (child?.$children ?? []).map((each) => ({
      way: localOf(each),
      name: attribute(each, "name"),
      value: valueOf(each),
    }));
    if (rows.some((row) => row.value === null || !/^(input|output)Parameter$/.test(row.way))) return left("mapping");
    const of = (way: string): Mapping[] =>
      rows.filter((row) => row.way === way).map((row) => ({ source: row.value ?? "", target: row.name }));
    setMappings(writer, owner, "inputParameters", [...mappings(owner, "inputParameters"), ...of("inputParameter")]);
    setMappings(writer, owner, "outputParameters", [...mappings(owner, "outputParameters"), ...of("outputParameter")]);
    return done("mapping");
  },
  in: passed("inputParameters", "propagateAllParentVariables"),
  out: passed("outputParameters", "propagateAllChildVariables"),
  formData: leave("generated-form"),
  taskListener: leave("listener"),
  executionListener: leave("listener"),
  failedJobRetryTimeCycle: leave("retry"),
  connector: leave("java"),
  field: leave("java"),
  errorEventDefinition: leave("error-expression"),
};

/** What a call activity hands in or gets back. */
function passed(way: "inputParameters" | "outputParameters", all: string): Rule {
  return (owner, { child }, writer) => {
    if (!child) return left("unknown");
    if (attribute(child, "variables") === "all") {
      setExtension(writer, owner, "zeebe:CalledElement", { [all]: true });
      return done("call");
    }
    const source = attribute(child, "source")
      ? variable(attribute(child, "source"))
      : feelOf(attribute(child, "sourceExpression"));
    const target = attribute(child, "target");
    if (source === null || target === "") return left(attribute(child, "businessKey") ? "business-key" : "expression");
    setMappings(writer, owner, way, [...mappings(owner, way), { source, target }]);
    return done("mapping");
  };
}
