/**
 * Attributes and elements of Camunda 7, Operaton, Flowable and Activiti become those of zeebe, where the meaning is the same; all else
 * is listed with the reason and left in the file as it is.
 *
 * INVARIANT: nothing is guessed. What was converted is taken away under its old name; what was not stays, so that a second look finds
 * it again. A pure function over the model: the same file always gives the same report.
 * To add a conversion: a line in `ATTRIBUTES` or `ELEMENTS`.
 */
import { is, list, part, processesOf, text, type Bo, type Writer } from "../model/moddle";
import { ATTRIBUTES, ELEMENTS, type Found } from "./rules";
import { convertExpressions } from "./expressions";
import { setExtension } from "../model/extension";

/** Why something was, or was not, converted: the words are in the catalogue under `convert-…`. */
export interface Converted {
  element: string;
  name: string;
  /** `camunda:assignee`, `<camunda:taskListener>`. */
  what: string;
  value: string;
  why: string;
}

export interface Conversion {
  tool: string;
  done: Converted[];
  left: Converted[];
}

const TOOLS: Record<string, string> = {
  "http://camunda.org/schema/1.0/bpmn": "Camunda 7",
  "http://operaton.org/schema/1.0/bpmn": "Operaton",
  "http://flowable.org/bpmn": "Flowable",
  "http://activiti.org/bpmn": "Activiti",
};
const BY_PREFIX: Record<string, string> = {
  camunda: "Camunda 7",
  operaton: "Operaton",
  flowable: "Flowable",
  activiti: "Activiti",
};

/** Prefixes of foreign tools in this file. */
function prefixes(definitions: Bo): Map<string, string> {
  const found = new Map<string, string>();
  for (const [name, uri] of Object.entries(definitions.$attrs ?? {})) {
    const prefix = /^xmlns:(.+)$/.exec(name)?.[1];
    if (prefix === undefined) continue;
    const tool = TOOLS[uri] ?? (uri.includes("zeebe") ? undefined : BY_PREFIX[prefix]);
    if (tool !== undefined) found.set(prefix, tool);
  }
  return found;
}

/** Nothing where the file is of no tool that is known here. */
export function convert(definitions: Bo, writer: Writer): Conversion | null {
  const foreign = prefixes(definitions);
  const [tool] = foreign.values();
  if (tool === undefined) return null;
  const report: Conversion = { tool, done: [], left: [] };
  for (const owner of everything(definitions)) {
    const tell = (what: string, value: string, why: string, done: boolean) =>
      (done ? report.done : report.left).push({ element: owner.id ?? "", name: text(owner, "name"), what, value, why });
    for (const found of foreignParts(owner, foreign)) {
      const rule = found.child ? ELEMENTS[found.local] : ATTRIBUTES[found.local];
      const outcome = rule?.(owner, found, writer) ?? { done: false, why: "unknown" };
      tell(found.what, found.value, outcome.why, outcome.done);
      if (outcome.done) takeAway(owner, found, writer);
    }
    convertExpressions(owner, writer, tell);
    if (is(owner, "bpmn:UserTask")) setExtension(writer, owner, "zeebe:UserTask", {});
  }
  writer.set(definitions, definitions, {
    "xmlns:modeler": "http://camunda.org/schema/modeler/1.0",
    "modeler:executionPlatform": "Camunda Cloud",
    "modeler:executionPlatformVersion": "8.6.0",
  });
  return report;
}

/** Processes, their elements at any depth, and loops of activities. */
function* everything(definitions: Bo): Generator<Bo> {
  const open: Bo[] = [...processesOf(definitions)];
  for (let at = open.pop(); at; at = open.pop()) {
    yield at;
    for (const element of list(at, "flowElements")) {
      if (is(element, "bpmn:SubProcess")) open.push(element);
      else yield element;
    }
  }
}

/** Foreign attributes and elements of one element, of its loop, and of its event definitions. */
function foreignParts(owner: Bo, foreign: ReadonlyMap<string, string>): Found[] {
  const holders = [owner, part(owner, "loopCharacteristics"), ...list(owner, "eventDefinitions")];
  return holders.flatMap((holder) =>
    holder ? [...attributesOf(holder, foreign), ...elementsOf(holder, foreign)] : [],
  );
}

function attributesOf(holder: Bo, foreign: ReadonlyMap<string, string>): Found[] {
  return Object.entries(holder.$attrs ?? {}).flatMap(([name, value]) => {
    const [prefix = "", local = ""] = name.split(":", 2);
    return foreign.has(prefix) ? [{ holder, local, what: name, value: String(value), child: null }] : [];
  });
}

function elementsOf(holder: Bo, foreign: ReadonlyMap<string, string>): Found[] {
  return list(part(holder, "extensionElements"), "values").flatMap((child) => {
    const [prefix = "", local = ""] = child.$type.split(":", 2);
    return foreign.has(prefix) ? [{ holder, local, what: `<${child.$type}>`, value: "", child: child as never }] : [];
  });
}

function takeAway(owner: Bo, found: Found, writer: Writer): void {
  if (!found.child) {
    delete found.holder.$attrs?.[found.what];
    return;
  }
  const elements = part(found.holder, "extensionElements");
  if (!elements) return;
  const rest = list(elements, "values").filter((each) => each !== (found.child as unknown));
  if (rest.length > 0) writer.set(owner, elements, { values: rest });
  else writer.set(owner, found.holder, { extensionElements: undefined });
}
