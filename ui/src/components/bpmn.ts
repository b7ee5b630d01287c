/** What the diagram needs of bpmn-js, and nothing else of it: open, read the steps, mark, zoom. */
import type NavigatedViewer from "bpmn-js/lib/NavigatedViewer";
import { certainFlows } from "./taken";

/** What is shown on top of a diagram. Ids are element ids of the file; ids it does not have are ignored. */
export interface Marks {
  /** How many pieces of work stand at each element. */
  tokens?: Readonly<Record<string, number>> | undefined;
  /** Elements that were passed. */
  done?: readonly string[] | undefined;
  /** Flows that were taken, where that is known. Otherwise those are drawn that must have been. */
  flows?: readonly string[] | undefined;
  /** Why an element stopped. */
  incidents?: Readonly<Record<string, string>> | undefined;
  changed?: readonly string[] | undefined;
}

export interface Step {
  id: string;
  /** Empty where the file gives none. */
  name: string;
  /** `UserTask`, `ExclusiveGateway`… */
  type: string;
  /** Where it leads. */
  next: readonly { flow: string; to: string }[];
}

interface Element {
  id: string;
  type: string;
  x: number;
  y: number;
  waypoints?: unknown;
  labelTarget?: unknown;
  businessObject: { name?: string; eventDefinitions?: readonly unknown[] };
  source?: Element;
  target?: Element;
  outgoing?: readonly Element[];
}
interface Registry {
  get: (id: string) => Element | undefined;
  filter: (keep: (element: Element) => boolean) => Element[];
}
interface Canvas {
  addMarker: (id: string, marker: string) => void;
  removeMarker: (id: string, marker: string) => void;
  zoom: (to?: number | "fit-viewport", centre?: "auto") => number;
  resized: () => void;
}
interface Overlays {
  add: (id: string, type: string, overlay: { position: Record<string, number>; html: HTMLElement }) => string;
  remove: (filter: { type: string }) => void;
}

const OVERLAY = "countersign";
const STEP = /(Task|Event|Gateway|SubProcess|CallActivity)$/;

export async function openViewer(
  container: HTMLElement,
  onClick: (elementId: string) => void,
): Promise<NavigatedViewer> {
  const [{ default: Viewer }] = await Promise.all([
    import("bpmn-js/lib/NavigatedViewer"),
    import("bpmn-js/dist/assets/diagram-js.css"),
    import("bpmn-js/dist/assets/bpmn-js.css"),
  ]);
  const viewer = new Viewer({
    container,
    bpmnRenderer: {
      defaultFillColor: "var(--sheet)",
      defaultStrokeColor: "var(--diagram-line)",
      defaultLabelColor: "var(--ink)",
    },
    textRenderer: {
      defaultStyle: { fontFamily: "Inter Variable, sans-serif", fontSize: 12 },
      externalStyle: { fontSize: 11 },
    },
  });
  viewer.on("element.click", ({ element }: { element: Element }) => {
    if (STEP.test(element.type)) onClick(element.id);
  });
  return viewer;
}

export function readSteps(viewer: NavigatedViewer): Step[] {
  return viewer
    .get<Registry>("elementRegistry")
    .filter((element) => STEP.test(element.type) && !element.labelTarget && !element.waypoints)
    .toSorted((a, b) => a.x - b.x || a.y - b.y)
    .map(({ id, type, businessObject, outgoing = [] }) => ({
      id,
      type: type.replace(/^bpmn:/, ""),
      name: businessObject.name ?? "",
      next: outgoing.flatMap((flow) => (isFlow(flow) && flow.target ? { flow: flow.id, to: flow.target.id } : [])),
    }));
}

const isFlow = (element: Element) => element.type === "bpmn:SequenceFlow";

/** The flows that were taken: those that are known to be, or else those that must have been. */
export function takenFlows(viewer: NavigatedViewer, { tokens, done, incidents, flows }: Marks): readonly string[] {
  if (flows) return flows;
  if (!done || done.length === 0) return [];
  const registry = viewer.get<Registry>("elementRegistry");
  const ways = registry.filter(isFlow).flatMap(({ id, source, target }) => {
    return source && target ? { id, source: source.id, target: target.id } : [];
  });
  const stays = registry.filter(
    ({ type, businessObject }) =>
      type === "bpmn:EventBasedGateway" ||
      (type === "bpmn:IntermediateThrowEvent" && (businessObject.eventDefinitions?.length ?? 0) > 0),
  );
  return certainFlows(ways, {
    passed: new Set(done),
    entered: new Set([...done, ...Object.keys(tokens ?? {}), ...Object.keys(incidents ?? {})]),
    mayStay: new Set(stays.map((element) => element.id)),
  });
}

/** Draws the marks; answers what takes them away again. */
export function markElements(
  viewer: NavigatedViewer,
  marks: Marks,
  selected: string | null,
  hereText: (count: number) => string,
): () => void {
  const registry = viewer.get<Registry>("elementRegistry");
  const canvas = viewer.get<Canvas>("canvas");
  const overlays = viewer.get<Overlays>("overlays");
  const known = (id: string) => registry.get(id) !== undefined;
  const added: [string, string][] = [];
  const mark = (id: string, marker: string) => {
    if (!known(id)) return;
    canvas.addMarker(id, marker);
    added.push([id, marker]);
  };
  for (const id of marks.done ?? []) mark(id, "cs-done");
  for (const id of marks.flows ?? []) mark(id, "cs-done");
  for (const id of marks.changed ?? []) mark(id, "cs-changed");
  if (selected) mark(selected, "cs-selected");
  for (const [id, count] of Object.entries(marks.tokens ?? {})) {
    mark(id, "cs-here");
    if (known(id))
      overlays.add(id, OVERLAY, {
        position: { bottom: 10, left: -8 },
        html: badge("cs-token", count > 1 ? String(count) : "", hereText(count)),
      });
  }
  for (const [id, reason] of Object.entries(marks.incidents ?? {})) {
    mark(id, "cs-incident");
    if (known(id))
      overlays.add(id, OVERLAY, { position: { top: -10, right: 10 }, html: badge("cs-stop", "!", reason) });
  }
  return () => {
    for (const [id, marker] of added) if (known(id)) canvas.removeMarker(id, marker);
    overlays.remove({ type: OVERLAY });
  };
}

export function zoomBy(viewer: NavigatedViewer, by: number | "fit"): void {
  const canvas = viewer.get<Canvas>("canvas");
  if (by === "fit") {
    canvas.zoom("fit-viewport", "auto");
    // A small diagram is not blown up.
    if (canvas.zoom() > 1) canvas.zoom(1, "auto");
  } else canvas.zoom(Math.max(0.2, Math.min(4, canvas.zoom() * by)));
}

/** Shows all of the diagram, as soon as there is room to show it in; answers what stops the wait for it. */
export function fitWhenSeen(viewer: NavigatedViewer, frame: HTMLElement): () => void {
  const fits = () => frame.clientWidth > 0 && frame.clientHeight > 0;
  if (fits()) {
    zoomBy(viewer, "fit");
    return () => undefined;
  }
  const observer = new ResizeObserver(() => {
    if (!fits()) return;
    observer.disconnect();
    viewer.get<Canvas>("canvas").resized();
    zoomBy(viewer, "fit");
  });
  observer.observe(frame);
  return () => observer.disconnect();
}

function badge(kind: string, text: string, title: string): HTMLElement {
  const element = document.createElement("span");
  element.className = kind;
  element.textContent = text;
  element.title = title;
  return element;
}
