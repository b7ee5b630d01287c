/**
 * What an event waits for or says: timers, messages, errors, escalations; and the message of a receive task.
 * Names and codes live in root elements that several events may share: one that only this event uses is changed in place, one that
 * others use too is left alone and another is made.
 */
import { extension, setExtension } from "./extension";
import { child, definitionsOf, is, list, part, text, type Bo, type Writer } from "./moddle";

export type TimerKind = "date" | "duration" | "cycle";
const TIMER: Record<TimerKind, string> = { date: "timeDate", duration: "timeDuration", cycle: "timeCycle" };

export function definition(bo: Bo | undefined): Bo | undefined {
  return is(bo, "bpmn:Event") ? list(bo, "eventDefinitions")[0] : undefined;
}

/** Whether requests begin at this start; else it begins an event sub-process. */
export function startsRequest(bo: Bo): boolean {
  return is(bo, "bpmn:StartEvent") && !is(bo.$parent, "bpmn:SubProcess");
}

/** What a timer may be, the usual first. A workflow starts at a date or again and again: nothing says after what it would wait. */
export function timerKinds(bo: Bo): readonly TimerKind[] {
  return startsRequest(bo) ? ["cycle", "date"] : ["duration", "date", "cycle"];
}

/** A workflow that starts by itself does so every day, until somebody says otherwise. */
export const EVERY_DAY = "R/P1D";

export function timer(bo: Bo): { kind: TimerKind; text: string } | null {
  const found = definition(bo);
  if (!is(found, "bpmn:TimerEventDefinition")) return null;
  for (const kind of ["date", "duration", "cycle"] as const) {
    const value = part(found, TIMER[kind]);
    if (value) return { kind, text: text(value, "body").trim() };
  }
  return { kind: "duration", text: "" };
}

export function setTimer(writer: Writer, owner: Bo, kind: TimerKind, body: string): void {
  const found = definition(owner);
  if (!is(found, "bpmn:TimerEventDefinition") || !found) return;
  const known = part(found, TIMER[kind]);
  if (known && body !== "") {
    writer.set(owner, known, { body });
    return;
  }
  const made = body === "" ? undefined : child(writer, found, "bpmn:FormalExpression", { body });
  writer.set(owner, found, { timeDate: undefined, timeDuration: undefined, timeCycle: undefined, [TIMER[kind]]: made });
}

/** Root elements that carry a name or code, and where it stands. */
interface Shared {
  type: string;
  reference: string;
  /** The attribute that people set. */
  value: string;
}
const MESSAGE: Shared = { type: "bpmn:Message", reference: "messageRef", value: "name" };
const ERROR: Shared = { type: "bpmn:Error", reference: "errorRef", value: "errorCode" };
const ESCALATION: Shared = { type: "bpmn:Escalation", reference: "escalationRef", value: "escalationCode" };

/** The part that refers: an event's definition, or a receive task itself. */
function referrer(bo: Bo): { at: Bo; of: Shared } | null {
  if (is(bo, "bpmn:ReceiveTask")) return { at: bo, of: MESSAGE };
  const found = definition(bo);
  if (!found) return null;
  if (is(found, "bpmn:MessageEventDefinition")) return { at: found, of: MESSAGE };
  if (is(found, "bpmn:ErrorEventDefinition")) return { at: found, of: ERROR };
  if (is(found, "bpmn:EscalationEventDefinition")) return { at: found, of: ESCALATION };
  return null;
}

/** Message name, error code or escalation code. */
export function code(bo: Bo): string {
  const found = referrer(bo);
  return found ? text(part(found.at, found.of.reference), found.of.value) : "";
}

export function correlationKey(bo: Bo): string {
  const found = referrer(bo);
  const root = found && part(found.at, found.of.reference);
  return root ? text(extension(root, "zeebe:Subscription"), "correlationKey") : "";
}

export function setCode(writer: Writer, owner: Bo, value: string): void {
  const found = referrer(owner);
  if (!found) return;
  const { at, of } = found;
  const root = part(at, of.reference);
  const named = of.type === "bpmn:Message" ? { name: value } : { name: value, [of.value]: value };
  if (root && users(definitionsOf(owner), root) < 2) {
    writer.set(owner, root, named);
    return;
  }
  const definitions = definitionsOf(owner);
  const same =
    of.type === "bpmn:Message" ? undefined : rootsOf(definitions, of).find((each) => text(each, of.value) === value);
  writer.set(owner, at, { [of.reference]: same ?? newRoot(writer, owner, definitions, of, named) });
}

export function setCorrelationKey(writer: Writer, owner: Bo, key: string): void {
  const found = referrer(owner);
  if (!found || found.of !== MESSAGE) return;
  if (!part(found.at, "messageRef")) setCode(writer, owner, "");
  const root = part(found.at, "messageRef");
  if (!root) return;
  setExtension(writer, owner, "zeebe:Subscription", key === "" ? null : { correlationKey: key }, root);
}

function rootsOf(definitions: Bo, of: Shared): Bo[] {
  return list(definitions, "rootElements").filter((each) => is(each, of.type));
}

function newRoot(writer: Writer, owner: Bo, definitions: Bo, of: Shared, values: Record<string, unknown>): Bo {
  const stem = of.type.replace("bpmn:", "");
  const taken = new Set(list(definitions, "rootElements").map((each) => each.id));
  let number = 1;
  while (taken.has(`${stem}_${number}`)) number += 1;
  const made = child(writer, definitions, of.type, { id: `${stem}_${number}`, ...values });
  writer.set(owner, definitions, { rootElements: [...list(definitions, "rootElements"), made] });
  return made;
}

/** How many events and tasks refer to a root element. */
function users(definitions: Bo, root: Bo): number {
  let count = 0;
  const open: Bo[] = list(definitions, "rootElements").filter((each) => is(each, "bpmn:Process"));
  for (let at = open.pop(); at; at = open.pop()) {
    for (const element of list(at, "flowElements")) {
      const found = referrer(element);
      if (found && part(found.at, found.of.reference) === root) count += 1;
      if (is(element, "bpmn:SubProcess")) open.push(element);
    }
  }
  return count;
}
