/**
 * The kinds of step in the words of a person, and what each is in BPMN.
 * To add one: a line in `KINDS`, its words `editor-kind-…`, and, where it has a sign of its own, a line in `glyphs.ts`.
 */
import { CONNECTOR_TASK, RULE, property } from "./extension";
import { definition } from "./events";
import { is, type Bo } from "./moddle";

export interface KindInfo {
  type: string;
  event?: string;
  /** What can be changed into what. */
  family: "start" | "activity" | "gateway" | "catch" | "throw" | "end" | "boundary" | "other";
  attrs?: Readonly<Record<string, unknown>>;
}

const boundary = (event: string): KindInfo => ({ type: "bpmn:BoundaryEvent", event, family: "boundary" });
const timer = "bpmn:TimerEventDefinition";
const message = "bpmn:MessageEventDefinition";
const error = "bpmn:ErrorEventDefinition";
const escalation = "bpmn:EscalationEventDefinition";

export const KINDS = {
  start: { type: "bpmn:StartEvent", family: "start" },
  "start-timer": { type: "bpmn:StartEvent", event: timer, family: "start" },
  "start-message": { type: "bpmn:StartEvent", event: message, family: "start" },
  "start-error": { type: "bpmn:StartEvent", event: error, family: "start" },
  "start-escalation": { type: "bpmn:StartEvent", event: escalation, family: "start" },
  task: { type: "bpmn:UserTask", family: "activity" },
  approval: { type: "bpmn:UserTask", family: "activity" },
  connector: { type: "bpmn:ServiceTask", family: "activity" },
  send: { type: "bpmn:SendTask", family: "activity" },
  receive: { type: "bpmn:ReceiveTask", family: "activity" },
  script: { type: "bpmn:ScriptTask", family: "activity" },
  table: { type: "bpmn:BusinessRuleTask", family: "activity" },
  manual: { type: "bpmn:ManualTask", family: "activity" },
  call: { type: "bpmn:CallActivity", family: "activity" },
  subprocess: { type: "bpmn:SubProcess", family: "other", attrs: { isExpanded: true } },
  "event-subprocess": { type: "bpmn:SubProcess", family: "other", attrs: { isExpanded: true, triggeredByEvent: true } },
  decision: { type: "bpmn:ExclusiveGateway", family: "gateway" },
  parallel: { type: "bpmn:ParallelGateway", family: "gateway" },
  inclusive: { type: "bpmn:InclusiveGateway", family: "gateway" },
  race: { type: "bpmn:EventBasedGateway", family: "gateway" },
  timer: { type: "bpmn:IntermediateCatchEvent", event: timer, family: "catch" },
  message: { type: "bpmn:IntermediateCatchEvent", event: message, family: "catch" },
  milestone: { type: "bpmn:IntermediateThrowEvent", family: "throw" },
  escalate: { type: "bpmn:IntermediateThrowEvent", event: escalation, family: "throw" },
  deadline: boundary(timer),
  "boundary-message": boundary(message),
  "boundary-error": boundary(error),
  "boundary-escalation": boundary(escalation),
  end: { type: "bpmn:EndEvent", family: "end" },
  "end-terminate": { type: "bpmn:EndEvent", event: "bpmn:TerminateEventDefinition", family: "end" },
  "end-error": { type: "bpmn:EndEvent", event: error, family: "end" },
  "end-escalation": { type: "bpmn:EndEvent", event: escalation, family: "end" },
  other: { type: "", family: "other" },
} as const satisfies Record<string, KindInfo>;

export type Kind = keyof typeof KINDS;

export const info = (kind: Kind): KindInfo => KINDS[kind];

/** What the palette and the menu of the step list offer first. */
export const PALETTE = [
  "start",
  "task",
  "approval",
  "decision",
  "parallel",
  "timer",
  "connector",
  "subprocess",
  "end",
] as const satisfies readonly Kind[];

/** What else the step list offers. */
export const MORE = [
  "script",
  "table",
  "call",
  "message",
  "send",
  "receive",
  "inclusive",
  "race",
  "escalate",
  "manual",
] as const satisfies readonly Kind[];

/** Events at the border of a step. */
export const BORDER = [
  "deadline",
  "boundary-message",
  "boundary-error",
  "boundary-escalation",
] as const satisfies readonly Kind[];

const BY_TYPE = Object.entries(KINDS as Record<Kind, KindInfo>).filter(
  ([kind]) => kind !== "approval" && kind !== "event-subprocess",
) as [Kind, KindInfo][];

export function kindOf(bo: Bo): Kind {
  if (is(bo, "bpmn:UserTask")) return isApproval(bo) ? "approval" : "task";
  if (is(bo, "bpmn:SubProcess") && bo.get("triggeredByEvent") === true) return "event-subprocess";
  if (bo.$type === "bpmn:Task") return "manual";
  const event = definition(bo)?.$type;
  return BY_TYPE.find(([, each]) => each.type === bo.$type && each.event === event)?.[0] ?? "other";
}

/** An approval is a task whose rule says who decides. */
export function isApproval(bo: Bo): boolean {
  return property(bo, RULE) !== undefined;
}

/** Kinds a step can be changed into, its own among them. */
export function siblings(kind: Kind): Kind[] {
  const { family } = info(kind);
  if (family === "other") return [kind];
  return (Object.keys(KINDS) as Kind[]).filter((each) => info(each).family === family);
}

export { CONNECTOR_TASK };
