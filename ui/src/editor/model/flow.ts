/** Sequence flows: conditions, and the way taken otherwise. */
import { is, part, text, type Bo, type Writer } from "./moddle";

/** The condition without its leading `=`; none: the flow has none. */
export function condition(flow: Bo): string | null {
  const expression = part(flow, "conditionExpression");
  return expression ? text(expression, "body").replace(/^\s*=/, "").trim() : null;
}

export function setCondition(writer: Writer, flow: Bo, feel: string | null): void {
  const found = part(flow, "conditionExpression");
  if (feel === null || feel.trim() === "") {
    if (found) writer.set(flow, flow, { conditionExpression: undefined });
    return;
  }
  const body = `=${feel.trim()}`;
  if (found) writer.set(flow, found, { body });
  else {
    const made = writer.create("bpmn:FormalExpression", { body });
    made.$parent = flow;
    writer.set(flow, flow, { conditionExpression: made });
  }
}

/** Whether flows that leave here are chosen by condition. */
export function choosesByCondition(bo: Bo | undefined): boolean {
  return is(bo, "bpmn:ExclusiveGateway", "bpmn:InclusiveGateway");
}

export function isDefault(flow: Bo): boolean {
  return part(part(flow, "sourceRef"), "default") === flow;
}

/** Makes a flow the one that is taken when no condition holds; its own condition goes. */
export function setDefault(writer: Writer, flow: Bo, on: boolean): void {
  const source = part(flow, "sourceRef");
  if (!source) return;
  if (on) setCondition(writer, flow, null);
  writer.set(source, source, { default: on ? flow : undefined });
}
