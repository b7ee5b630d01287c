/** Specimens for the page of pieces and for tests. Not data of the product. */
interface Box {
  id: string;
  tag: string;
  name: string;
  at: [number, number, number, number];
}

const BOXES: Box[] = [
  { id: "start", tag: "startEvent", name: "Vendor proposed", at: [152, 102, 36, 36] },
  { id: "details", tag: "userTask", name: "Enter payment details", at: [240, 80, 100, 80] },
  { id: "approve", tag: "userTask", name: "Approve payment details", at: [400, 80, 100, 80] },
  { id: "split", tag: "exclusiveGateway", name: "Approved?", at: [565, 95, 50, 50] },
  { id: "create", tag: "serviceTask", name: "Create vendor in ledger", at: [680, 80, 100, 80] },
  { id: "done", tag: "endEvent", name: "Vendor ready", at: [842, 102, 36, 36] },
  { id: "refused", tag: "endEvent", name: "Vendor refused", at: [572, 222, 36, 36] },
];
const FLOWS: [string, string, string, [number, number][]][] = [
  [
    "f1",
    "start",
    "details",
    [
      [188, 120],
      [240, 120],
    ],
  ],
  [
    "f2",
    "details",
    "approve",
    [
      [340, 120],
      [400, 120],
    ],
  ],
  [
    "f3",
    "approve",
    "split",
    [
      [500, 120],
      [565, 120],
    ],
  ],
  [
    "f4",
    "split",
    "create",
    [
      [615, 120],
      [680, 120],
    ],
  ],
  [
    "f5",
    "create",
    "done",
    [
      [780, 120],
      [842, 120],
    ],
  ],
  [
    "f6",
    "split",
    "refused",
    [
      [590, 145],
      [590, 222],
    ],
  ],
];

export const SAMPLE_BPMN = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" id="d" targetNamespace="http://example.invalid/">
<bpmn:process id="vendor" isExecutable="true">
${BOXES.map(({ id, tag, name }) => `<bpmn:${tag} id="${id}" name="${name}"/>`).join("\n")}
${FLOWS.map(([id, from, to]) => `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}"/>`).join("\n")}
</bpmn:process>
<bpmndi:BPMNDiagram id="di"><bpmndi:BPMNPlane id="plane" bpmnElement="vendor">
${BOXES.map(({ id, at: [x, y, w, h] }) => `<bpmndi:BPMNShape id="${id}_di" bpmnElement="${id}"${id === "split" ? ' isMarkerVisible="true"' : ""}><dc:Bounds x="${x}" y="${y}" width="${w}" height="${h}"/></bpmndi:BPMNShape>`).join("\n")}
${FLOWS.map(([id, , , points]) => `<bpmndi:BPMNEdge id="${id}_di" bpmnElement="${id}">${points.map(([x, y]) => `<di:waypoint x="${x}" y="${y}"/>`).join("")}</bpmndi:BPMNEdge>`).join("\n")}
</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>`;

export interface SampleRun {
  id: string;
  workflow: string;
  subject: string;
  person: string;
  state: "running" | "waiting" | "done" | "incident";
  amount: string;
}

const WORKFLOWS = ["Vendor onboarding", "Access request", "Customer refund", "Employee lifecycle"];
const SUBJECTS = ["Nordwind GmbH", "Read access to payroll", "Refund of order 88123", "Mira Hellström joins Support"];
const PEOPLE = ["Ana Kovač", "Bo Lindqvist", "Cy Okafor", "Dana Whitfield-Marczewska"];
const STATES = ["waiting", "running", "done", "incident"] as const;
const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

export function sampleRuns(count: number): SampleRun[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `run_${index}`,
    workflow: pick(WORKFLOWS, index),
    subject: pick(SUBJECTS, index),
    person: pick(PEOPLE, index * 3 + 1),
    state: pick(STATES, index * 5 + (index >> 2)),
    amount: ((index * 7919) % 100_000).toLocaleString("en-GB"),
  }));
}

export const DIGEST = "9f2c41ab77d0e3b8c1f4a96e5d2037bb8e61c90a4f5d1e27a3b6c8d90e1f2a3b";
