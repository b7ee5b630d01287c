/** What activities carry beside their kind: loops over lists, scripts, decisions, called workflows, due dates. */
import { extension, setExtension } from "./extension";
import { child, is, part, text, type Bo, type Writer } from "./moddle";

export interface Loop {
  sequential: boolean;
  collection: string;
  element: string;
  outputCollection: string;
  outputElement: string;
  completion: string;
}

const bare = (feel: string) => feel.replace(/^\s*=/, "").trim();
const feel = (value: string) => (value.trim() === "" ? undefined : `=${bare(value)}`);
const plain = (value: string) => value.trim() || undefined;

export function loop(bo: Bo): Loop | null {
  const found = part(bo, "loopCharacteristics");
  if (!is(found, "bpmn:MultiInstanceLoopCharacteristics")) return null;
  const zeebe = extension(found, "zeebe:LoopCharacteristics");
  return {
    sequential: found?.get("isSequential") === true,
    collection: bare(text(zeebe, "inputCollection")),
    element: text(zeebe, "inputElement"),
    outputCollection: text(zeebe, "outputCollection"),
    outputElement: bare(text(zeebe, "outputElement")),
    completion: bare(text(part(found, "completionCondition"), "body")),
  };
}

export function setLoop(writer: Writer, owner: Bo, to: Loop | null): void {
  if (to === null) {
    writer.set(owner, owner, { loopCharacteristics: undefined });
    return;
  }
  let holder = part(owner, "loopCharacteristics");
  if (!is(holder, "bpmn:MultiInstanceLoopCharacteristics")) {
    holder = child(writer, owner, "bpmn:MultiInstanceLoopCharacteristics");
    writer.set(owner, owner, { loopCharacteristics: holder });
  }
  if (!holder) return;
  const condition = feel(to.completion);
  writer.set(owner, holder, {
    isSequential: to.sequential,
    completionCondition: condition && child(writer, holder, "bpmn:FormalExpression", { body: condition }),
  });
  const values = {
    inputCollection: feel(to.collection),
    inputElement: plain(to.element),
    outputCollection: plain(to.outputCollection),
    outputElement: feel(to.outputElement),
  };
  setExtension(writer, owner, "zeebe:LoopCharacteristics", values, holder);
}

export function script(bo: Bo): { expression: string; result: string } {
  const found = extension(bo, "zeebe:Script");
  return { expression: bare(text(found, "expression")), result: text(found, "resultVariable") };
}

export function setScript(writer: Writer, owner: Bo, to: { expression: string; result: string }): void {
  setExtension(writer, owner, "zeebe:Script", { expression: feel(to.expression), resultVariable: plain(to.result) });
}

export function decision(bo: Bo): { decision: string; result: string } {
  const found = extension(bo, "zeebe:CalledDecision");
  return { decision: text(found, "decisionId"), result: text(found, "resultVariable") };
}

export function setDecision(writer: Writer, owner: Bo, to: { decision: string; result: string }): void {
  setExtension(writer, owner, "zeebe:CalledDecision", {
    decisionId: plain(to.decision),
    resultVariable: plain(to.result),
  });
}

export interface Called {
  process: string;
  allIn: boolean;
  allOut: boolean;
}

export function called(bo: Bo): Called {
  const found = extension(bo, "zeebe:CalledElement");
  return {
    process: text(found, "processId"),
    allIn: found?.get("propagateAllParentVariables") !== false,
    allOut: found?.get("propagateAllChildVariables") !== false,
  };
}

export function setCalled(writer: Writer, owner: Bo, to: Called): void {
  setExtension(writer, owner, "zeebe:CalledElement", {
    processId: plain(to.process),
    propagateAllParentVariables: to.allIn,
    propagateAllChildVariables: to.allOut,
  });
}

export function schedule(bo: Bo): { due: string; followUp: string } {
  const found = extension(bo, "zeebe:TaskSchedule");
  return { due: text(found, "dueDate"), followUp: text(found, "followUpDate") };
}

export function setSchedule(writer: Writer, owner: Bo, to: { due: string; followUp: string }): void {
  const values = { dueDate: plain(to.due), followUpDate: plain(to.followUp) };
  setExtension(writer, owner, "zeebe:TaskSchedule", values.dueDate || values.followUpDate ? values : null);
}
