/** Diagrams for tests: made of a few words, read by the model that the editor uses. Never part of what is shipped. */
import { BpmnModdle } from "bpmn-moddle";
import zeebe from "zeebe-bpmn-moddle/resources/zeebe.json";
import { list, plainWriter, processesOf, type Bo, type Writer } from "./model/moddle";

export interface Read {
  definitions: Bo;
  process: Bo;
  writer: Writer;
  /** The element with this id, at any depth. */
  at: (id: string) => Bo;
  xml: () => Promise<string>;
}

/** Elements of a process, as they stand between its tags; `attributes` are those of `definitions`. */
export function diagram(inside: string, attributes = "", roots = ""): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" ${attributes} id="d" targetNamespace="urn:test">
${roots}<bpmn:process id="p" isExecutable="true">${inside}</bpmn:process>
</bpmn:definitions>`;
}

export async function read(xml: string): Promise<Read> {
  const moddle = new BpmnModdle({ zeebe });
  const { rootElement, warnings } = await moddle.fromXML(xml);
  if (warnings.length > 0) throw new Error(warnings.map((warning) => warning.message).join("\n"));
  const definitions = rootElement as unknown as Bo;
  const [process] = processesOf(definitions);
  if (!process) throw new Error("no process");
  return {
    definitions,
    process,
    writer: plainWriter(moddle),
    at: (id) => find(definitions, id),
    xml: async () => (await moddle.toXML(rootElement, { format: true })).xml,
  };
}

function find(definitions: Bo, id: string): Bo {
  const open: Bo[] = [...list(definitions, "rootElements")];
  for (let at = open.pop(); at; at = open.pop()) {
    if (at.id === id) return at;
    open.push(...list(at, "flowElements"));
  }
  throw new Error(`no element ${id}`);
}

/** `"a > b [=x]"` is a flow with a condition; ids are `a_b`. */
export function flows(...lines: string[]): string {
  return lines
    .map((line) => {
      const [, from, to, condition] = /^(\w+) > (\w+)(?: \[(.*)\])?$/.exec(line) ?? [];
      const body = condition
        ? `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${condition.replaceAll("<", "&lt;").replaceAll(">", "&gt;")}</bpmn:conditionExpression>`
        : "";
      return `<bpmn:sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}">${body}</bpmn:sequenceFlow>`;
    })
    .join("");
}
