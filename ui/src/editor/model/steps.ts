/**
 * The diagram as a list of steps, in the order the work flows: what the step list shows.
 *
 * INVARIANT: every flow node of every process is in the list exactly once, drawn or not; a step comes after those that lead to it
 * unless they form a loop. One pass over nodes and flows, without recursion.
 */
import { condition, isDefault } from "./flow";
import { kindOf, type Kind } from "./kind";
import { is, list, part, processesOf, text, type Bo } from "./moddle";

export interface Next {
  flow: string;
  target: string;
  /** FEEL without `=`. */
  condition: string | null;
  otherwise: boolean;
}

export interface Step {
  id: string;
  bo: Bo;
  kind: Kind;
  name: string;
  /** 1 at the top, one more in each sub-process. */
  level: number;
  /** The step at whose border it stands. */
  host: string | null;
  next: Next[];
  before: number;
}

export function stepsOf(definitions: Bo): Step[] {
  const steps: Step[] = [];
  for (const process of processesOf(definitions)) collect(process, steps);
  return steps;
}

/** Work that is open: a scope, and where in it. */
interface Open {
  ordered: Bo[];
  at: number;
  level: number;
  flows: Flows;
}

/** Sequence flows of a scope by where they begin and end: files need not repeat them at the nodes. */
interface Flows {
  from: Map<Bo, Bo[]>;
  into: Map<Bo, number>;
}

function scopeOf(scope: Bo, level: number): Open {
  const flows = flowsOf(scope);
  return { ordered: order(scope, flows), at: 0, level, flows };
}

function flowsOf(scope: Bo): Flows {
  const flows: Flows = { from: new Map(), into: new Map() };
  for (const flow of list(scope, "flowElements")) {
    const [source, target] = [part(flow, "sourceRef"), part(flow, "targetRef")];
    if (!is(flow, "bpmn:SequenceFlow") || !source || !target) continue;
    const beside = flows.from.get(source);
    if (beside) beside.push(flow);
    else flows.from.set(source, [flow]);
    flows.into.set(target, (flows.into.get(target) ?? 0) + 1);
  }
  return flows;
}

function collect(process: Bo, into: Step[]): void {
  const stack: Open[] = [scopeOf(process, 1)];
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const bo = top.ordered[top.at];
    if (!bo) {
      stack.pop();
      continue;
    }
    top.at += 1;
    into.push(stepOf(bo, top.level, top.flows));
    if (is(bo, "bpmn:SubProcess")) stack.push(scopeOf(bo, top.level + 1));
  }
}

function stepOf(bo: Bo, level: number, flows: Flows): Step {
  return {
    id: bo.id ?? "",
    bo,
    kind: kindOf(bo),
    name: text(bo, "name").replaceAll(/\s+/g, " ").trim(),
    level,
    host: part(bo, "attachedToRef")?.id ?? null,
    next: (flows.from.get(bo) ?? []).flatMap((flow) => nextOf(flow) ?? []),
    before: flows.into.get(bo) ?? 0,
  };
}

function nextOf(flow: Bo): Next | null {
  const target = part(flow, "targetRef")?.id;
  if (target === undefined || flow.id === undefined) return null;
  return { flow: flow.id, target, condition: condition(flow), otherwise: isDefault(flow) };
}

/** Nodes of one scope, each after its forward predecessors; a branch stays together. */
function order(scope: Bo, flows: Flows): Bo[] {
  const nodes = list(scope, "flowElements").filter((each) => is(each, "bpmn:FlowNode"));
  const attached = new Map<Bo, Bo[]>();
  for (const node of nodes) {
    const host = part(node, "attachedToRef");
    if (host) attached.set(host, [...(attached.get(host) ?? []), node]);
  }
  const after = (node: Bo): Bo[] => [
    ...(attached.get(node) ?? []),
    ...(flows.from.get(node) ?? []).flatMap((flow) => part(flow, "targetRef") ?? []),
  ];
  const forward = forwardEdges(nodes, after, flows);
  const waits = new Map<Bo, number>(nodes.map((node) => [node, 0]));
  for (const targets of forward.values()) for (const target of targets) waits.set(target, (waits.get(target) ?? 0) + 1);
  const ordered: Bo[] = [];
  const ready = nodes.filter((node) => waits.get(node) === 0).toReversed();
  for (let node = ready.pop(); node; node = ready.pop()) {
    ordered.push(node);
    for (const target of (forward.get(node) ?? []).toReversed()) {
      const left = (waits.get(target) ?? 1) - 1;
      waits.set(target, left);
      if (left === 0) ready.push(target);
    }
  }
  return ordered;
}

/** Edges that close no loop, found by one walk in depth. */
function forwardEdges(nodes: readonly Bo[], after: (node: Bo) => Bo[], flows: Flows): Map<Bo, Bo[]> {
  const inside = new Set(nodes);
  const state = new Map<Bo, "open" | "done">();
  const forward = new Map<Bo, Bo[]>();
  const starts = [
    ...nodes.filter((node) => !flows.into.has(node) && part(node, "attachedToRef") === undefined),
    ...nodes,
  ];
  for (const start of starts) {
    const stack: { node: Bo; targets: Bo[] }[] = [];
    const enter = (node: Bo) => {
      state.set(node, "open");
      forward.set(node, []);
      stack.push({ node, targets: after(node).filter((target) => inside.has(target)) });
    };
    if (!state.has(start)) enter(start);
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const target = top.targets.shift();
      if (!target) {
        state.set(top.node, "done");
        stack.pop();
      } else if (state.get(target) !== "open") {
        forward.get(top.node)?.push(target);
        if (!state.has(target)) enter(target);
      }
    }
  }
  return forward;
}
