/** What a new workflow begins with: a diagram in one row, and the forms it names. Each is complete but for what only a person knows. */
import type { NamedFile } from "../../host/contract";
import { PROCESS } from "./editor";

export type Template = "empty" | "approval" | "approval-connector";
export const TEMPLATES: readonly Template[] = ["approval", "approval-connector", "empty"];

interface Box {
  id: string;
  tag: string;
  name: string;
  size: [width: number, height: number];
  inside: string;
}

const start = (name: string, form: string): Box => ({
  id: "start",
  tag: "startEvent",
  name,
  size: [36, 36],
  inside: `<zeebe:formDefinition formId="${form}" />`,
});
const end: Box = { id: "end", tag: "endEvent", name: "Done", size: [36, 36], inside: "" };
const approval = (form: string): Box => ({
  id: "approve",
  tag: "userTask",
  name: "Approve",
  size: [100, 80],
  inside: `<zeebe:userTask /><zeebe:formDefinition formId="${form}" /><zeebe:properties><zeebe:property name="countersign.rule" value="" /></zeebe:properties>`,
});
const connector: Box = {
  id: "call",
  tag: "serviceTask",
  name: "Call a system",
  size: [100, 80],
  inside: `<zeebe:taskDefinition type="countersign.connector" />`,
};

const GAP = 70;
const MIDDLE = 140;

export function templateFiles(template: Template, id: string, name: string): NamedFile[] {
  const [request, review] = [`${id}-request`, `${id}-approval`];
  const boxes = [start("Requested", request)];
  if (template !== "empty") boxes.push(approval(review));
  if (template === "approval-connector") boxes.push(connector);
  if (template !== "empty") boxes.push(end);
  const files = [
    { path: PROCESS, text: diagram(id, name, boxes) },
    { path: `forms/${request}.form`, text: formFile(request, false) },
  ];
  if (template !== "empty") files.push({ path: `forms/${review}.form`, text: formFile(review, true) });
  return files;
}

function formFile(id: string, shown: boolean): string {
  const subject = { type: "textfield", id: "field_subject", key: "subject", label: "Subject" };
  const field = shown ? { ...subject, disabled: true } : { ...subject, validate: { required: true } };
  const whole = {
    schemaVersion: 16,
    type: "default",
    id,
    executionPlatform: "Camunda Cloud",
    executionPlatformVersion: "8.6.0",
    components: [field],
  };
  return `${JSON.stringify(whole, null, 2)}\n`;
}

const escaped = (value: string) =>
  value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

function diagram(id: string, name: string, boxes: readonly Box[]): string {
  let x = 180;
  const placed = boxes.map((box) => {
    const at = { ...box, x, y: MIDDLE - box.size[1] / 2 };
    x += box.size[0] + GAP;
    return at;
  });
  const flows = placed.slice(1).map((box, at) => ({ from: placed[at] ?? box, to: box, id: `flow_${at + 1}` }));
  const nodes = placed.map((box) => {
    const [into] = flows.filter((flow) => flow.to === box);
    const [out] = flows.filter((flow) => flow.from === box);
    const extension = box.inside && `<bpmn:extensionElements>${box.inside}</bpmn:extensionElements>`;
    const ends = `${into ? `<bpmn:incoming>${into.id}</bpmn:incoming>` : ""}${out ? `<bpmn:outgoing>${out.id}</bpmn:outgoing>` : ""}`;
    return `<bpmn:${box.tag} id="${box.id}" name="${escaped(box.name)}">${extension}${ends}</bpmn:${box.tag}>`;
  });
  const lines = flows.map(
    (flow) => `<bpmn:sequenceFlow id="${flow.id}" sourceRef="${flow.from.id}" targetRef="${flow.to.id}" />`,
  );
  const shapes = placed.map(
    (box) =>
      `<bpmndi:BPMNShape id="${box.id}_shape" bpmnElement="${box.id}"><dc:Bounds x="${box.x}" y="${box.y}" width="${box.size[0]}" height="${box.size[1]}" /></bpmndi:BPMNShape>`,
  );
  const edges = flows.map(
    ({ id: flow, from, to }) =>
      `<bpmndi:BPMNEdge id="${flow}_edge" bpmnElement="${flow}"><di:waypoint x="${from.x + from.size[0]}" y="${MIDDLE}" /><di:waypoint x="${to.x}" y="${MIDDLE}" /></bpmndi:BPMNEdge>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:modeler="http://camunda.org/schema/modeler/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="${id}-definitions" targetNamespace="http://bpmn.io/schema/bpmn" modeler:executionPlatform="Camunda Cloud" modeler:executionPlatformVersion="8.6.0">
<bpmn:process id="${id}" name="${escaped(name)}" isExecutable="true">
${[...nodes, ...lines].join("\n")}
</bpmn:process>
<bpmndi:BPMNDiagram id="${id}-diagram"><bpmndi:BPMNPlane id="${id}-plane" bpmnElement="${id}">
${[...shapes, ...edges].join("\n")}
</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>
`;
}
