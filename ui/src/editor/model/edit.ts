/**
 * Structural edits in the words of the step list: add after, put on a way, move earlier and later, connect, change the kind, remove.
 * Each is one entry of the history. New steps are placed where nothing lies; what stood there makes room.
 */
import { RULE, setConnector, setExtension, setProperty } from "./extension";
import type { Editor } from "./editor";
import { EVERY_DAY, setTimer, startsRequest } from "./events";
import { BORDER, info, kindOf, type Kind } from "./kind";
import { is, type Bo } from "./moddle";
import { clear, makeRoom, rightOf } from "./place";
import { makeShape } from "./shape";
import type { Drawn } from "./services";

const GAP = 60;

/** The one sequence flow in or out; none where there are several or none. */
const only = (flows: readonly Drawn[]): Drawn | undefined => {
  const sequence = flows.filter((flow) => is(flow.businessObject, "bpmn:SequenceFlow"));
  return sequence.length === 1 ? sequence[0] : undefined;
};

export function canFollow(bo: Bo): boolean {
  return is(bo, "bpmn:FlowNode") && !is(bo, "bpmn:EndEvent") && kindOf(bo) !== "event-subprocess";
}

/** Whether another way out is meant when a step is added after this one. */
export function branches(element: Drawn): boolean {
  return is(element.businessObject, "bpmn:Gateway") && element.outgoing.length > 0 && element.incoming.length < 2;
}

/** Adds a step after another: into its only way on, or as a new way. Answers the id of the new step. */
export function addAfter(editor: Editor, id: string, kind: Kind, name?: string): string | null {
  const source = editor.element(id);
  if (!source || !canFollow(source.businessObject)) return null;
  const flow = only(source.outgoing);
  if (flow && !branches(source)) return addOnFlow(editor, flow.id, kind, name);
  let made: Drawn | undefined;
  editor.together(() => {
    made = editor.get("autoPlace").append(source, makeShape(makers(editor), kind, name));
    clear(editor, made);
    if (kind === "subprocess") fill(editor, made);
  });
  return chosen(editor, made);
}

/** Puts a step on a way between two others. */
export function addOnFlow(editor: Editor, flowId: string, kind: Kind, name?: string): string | null {
  const flow = editor.element(flowId);
  const { source, target } = flow ?? {};
  if (!flow || !source || !target) return null;
  if (info(kind).family === "end") return null;
  let made: Drawn | undefined;
  editor.together(() => {
    const shape = makeShape(makers(editor), kind, name);
    const wanted = shape.width + 2 * GAP;
    const room = target.x - (source.x + source.width);
    if (target.x > source.x && room < wanted) makeRoom(editor, source, wanted - room);
    const at = rightOf(source, shape, GAP);
    const parent = source.host?.parent ?? source.parent;
    if (!parent) return;
    made = editor.get("modeling").createShape(shape, at, parent);
    clear(editor, made);
    // The condition belongs to the way that is chosen: it stays with the first half.
    editor.get("modeling").reconnect(flow, source, made, [middle(source), middle(made)]);
    editor.get("modeling").connect(made, target);
    if (kind === "subprocess") fill(editor, made);
  });
  return chosen(editor, made);
}

/** The first step of an empty process, or a start beside others. */
export function addFirst(editor: Editor, kind: Kind): string | null {
  const root = editor.get("canvas").getRootElement();
  const parent = is(root.businessObject, "bpmn:Process")
    ? root
    : editor
        .get("elementRegistry")
        .filter((each) => is(each.businessObject, "bpmn:Participant") && !each.labelTarget)[0];
  if (!parent) return null;
  let made: Drawn | undefined;
  editor.together(() => {
    const shape = makeShape(makers(editor), kind);
    made = editor.get("modeling").createShape(shape, { x: (parent.x || 0) + 200, y: (parent.y || 0) + 160 }, parent);
    clear(editor, made);
    if (kind === "event-subprocess") fill(editor, made);
  });
  return chosen(editor, made);
}

/** A deadline or another event at the border of a step. */
export function addBorder(editor: Editor, id: string, kind: (typeof BORDER)[number]): string | null {
  const host = editor.element(id);
  if (!host || !is(host.businessObject, "bpmn:Activity")) return null;
  const taken = host.attachers?.length ?? 0;
  const at = { x: host.x + host.width - 20 - ((taken * 40) % Math.max(40, host.width - 20)), y: host.y + host.height };
  let made: Drawn | undefined;
  editor.together(() => {
    made = editor.get("modeling").createShape(makeShape(makers(editor), kind), at, host, { attach: true });
  });
  return chosen(editor, made);
}

/** A sub-process begins with a start and ends with an end, so that it runs. */
function fill(editor: Editor, scope: Drawn): void {
  const triggered = kindOf(scope.businessObject) === "event-subprocess";
  const { modeling } = { modeling: editor.get("modeling") };
  const y = scope.y + scope.height / 2;
  const start = modeling.createShape(
    makeShape(makers(editor), triggered ? "start-timer" : "start"),
    { x: scope.x + 60, y },
    scope,
  );
  const end = modeling.createShape(makeShape(makers(editor), "end"), { x: scope.x + scope.width - 60, y }, scope);
  modeling.connect(start, end);
}

export function remove(editor: Editor, id: string): void {
  const element = editor.element(id);
  if (!element) return;
  const before = editor.steps().findIndex((step) => step.id === id);
  editor.get("modeling").removeElements([element]);
  const steps = editor.steps();
  editor.select(steps[Math.max(0, Math.min(before - 1, steps.length - 1))]?.id ?? null);
}

/** Whether two steps can go on from one to the other. */
export function canConnect(editor: Editor, from: string, to: string): boolean {
  const [source, target] = [editor.element(from), editor.element(to)];
  if (!source || !target || !canFollow(source.businessObject)) return false;
  if (is(target.businessObject, "bpmn:StartEvent", "bpmn:BoundaryEvent")) return false;
  if (source.outgoing.some((flow) => flow.target === target)) return false;
  const allowed = editor.get("bpmnRules").canConnect(source, target) as { type?: string } | boolean | null;
  return typeof allowed === "object" && allowed?.type === "bpmn:SequenceFlow";
}

export function connect(editor: Editor, from: string, to: string): void {
  const [source, target] = [editor.element(from), editor.element(to)];
  if (source && target && canConnect(editor, from, to))
    editor.get("modeling").connect(source, target, { type: "bpmn:SequenceFlow" });
}

export function retarget(editor: Editor, flowId: string, to: string): void {
  const [flow, target] = [editor.element(flowId), editor.element(to)];
  const source = flow?.source;
  if (!flow || !source || !target || flow.target === target) return;
  editor.together(() => {
    editor.get("modeling").reconnect(flow, source, target, [middle(source), middle(target)]);
  });
}

export function disconnect(editor: Editor, flowId: string): void {
  const flow = editor.element(flowId);
  if (flow?.waypoints) editor.get("modeling").removeConnection(flow);
}

interface Pair {
  first: Drawn;
  second: Drawn;
  into: Drawn;
  between: Drawn;
  out: Drawn;
}

/** Two steps in a row that can change places: one way in, one between, one out, and neither begins nor ends anything. */
function pairAt(first: Drawn | undefined, second: Drawn | undefined): Pair | null {
  if (!first || !second) return null;
  const [into, between, out] = [only(first.incoming), only(first.outgoing), only(second.outgoing)];
  if (!into || !between || !out || only(second.incoming) !== between || between.target !== second) return null;
  return first.parent === second.parent ? { first, second, into, between, out } : null;
}

function pairOf(editor: Editor, id: string, way: "earlier" | "later"): Pair | null {
  const element = editor.element(id);
  if (!element || element.host) return null;
  return way === "earlier"
    ? pairAt(only(element.incoming)?.source, element)
    : pairAt(element, only(element.outgoing)?.target);
}

export function canMove(editor: Editor, id: string, way: "earlier" | "later"): boolean {
  return pairOf(editor, id, way) !== null;
}

/** Changes places with the step before or after it. */
export function move(editor: Editor, id: string, way: "earlier" | "later"): void {
  const pair = pairOf(editor, id, way);
  if (!pair) return;
  const { first, second, into, between, out } = pair;
  const [before, after] = [into.source, out.target];
  if (!before || !after) return;
  editor.together(() => {
    const modeling = editor.get("modeling");
    const [from, to] = [middle(first), middle(second)];
    modeling.moveElements([first], { x: to.x - from.x, y: to.y - from.y }, undefined, { autoResize: false });
    modeling.moveElements([second], { x: from.x - to.x, y: from.y - to.y }, undefined, { autoResize: false });
    // From middle to middle: the layout crops and bends from there, whatever bends there were.
    const lead = (flow: Drawn, source: Drawn, target: Drawn) =>
      modeling.reconnect(flow, source, target, [middle(source), middle(target)]);
    lead(into, before, second);
    lead(between, second, first);
    lead(out, first, after);
  });
  editor.select(id);
}

/** Makes a step one of another kind; name, ways in and ways on stay. */
export function changeKind(editor: Editor, id: string, kind: Kind): void {
  const element = editor.element(id);
  if (!element || kindOf(element.businessObject) === kind) return;
  const { type, event } = info(kind);
  let now = element;
  editor.together(() => {
    const was = element.businessObject;
    const sameShape = was.$type === type && type === "bpmn:UserTask";
    if (!sameShape)
      now = editor.get("bpmnReplace").replaceElement(element, {
        type,
        ...(event === undefined ? {} : { eventDefinitionType: event }),
        ...(element.host ? { cancelActivity: was.get("cancelActivity") } : {}),
      });
    const bo = now.businessObject;
    if (kind === "approval") setProperty(editor.writer, bo, RULE, "");
    if (kind === "task") setProperty(editor.writer, bo, RULE, null);
    if (kind === "task" || kind === "approval") setExtension(editor.writer, bo, "zeebe:UserTask", {});
    if (kind === "connector" || kind === "send") setConnector(editor.writer, bo, {});
    if (kind === "start-timer" && startsRequest(bo)) setTimer(editor.writer, bo, "cycle", EVERY_DAY);
  });
  editor.get("selection").select(now);
}

/** Sets an attribute of the element itself, such as its name. */
export function setAttributes(editor: Editor, id: string, values: Record<string, unknown>): void {
  const element = editor.element(id);
  if (element) editor.get("modeling").updateProperties(element, values);
}

const middle = (shape: Drawn) => ({ x: shape.x + shape.width / 2, y: shape.y + shape.height / 2 });
const makers = (editor: Editor) => ({
  bpmnFactory: editor.get("bpmnFactory"),
  elementFactory: editor.get("elementFactory"),
});

function chosen(editor: Editor, made: Drawn | undefined): string | null {
  if (!made) return null;
  editor.select(made.id);
  return made.id;
}
