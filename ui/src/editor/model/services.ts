/** What the editor uses of bpmn-js, typed here as far as it is used. */
import type { Bo } from "./moddle";

export interface Point {
  x: number;
  y: number;
}

/** A shape or connection on the canvas. */
export interface Drawn extends Point {
  id: string;
  type: string;
  width: number;
  height: number;
  businessObject: Bo;
  parent?: Drawn;
  children?: Drawn[];
  host?: Drawn;
  labelTarget?: Drawn;
  waypoints?: Point[];
  incoming: Drawn[];
  outgoing: Drawn[];
  source?: Drawn;
  target?: Drawn;
  attachers?: Drawn[];
}

export interface Services {
  canvas: {
    getRootElement: () => Drawn;
    zoom: (to?: number | "fit-viewport", centre?: "auto") => number;
    resized: () => void;
    scrollToElement: (element: Drawn | string, padding?: Record<"top" | "left" | "bottom" | "right", number>) => void;
    addMarker: (id: string, marker: string) => void;
    removeMarker: (id: string, marker: string) => void;
    viewbox: () => Point & { width: number; height: number; outer: { width: number; height: number } };
    focus: () => void;
  };
  commandStack: {
    undo: () => void;
    redo: () => void;
    canUndo: () => boolean;
    canRedo: () => boolean;
    execute: (command: string, context: object) => void;
    register: (command: string, handler: object) => void;
    clear: () => void;
  };
  contextPad: { registerProvider: (provider: object) => void };
  connect: { start: (event: Event, source: Drawn) => void };
  create: { start: (event: Event, shape: Drawn, context?: object) => void };
  elementFactory: { createShape: (attrs: object) => Drawn };
  bpmnFactory: { create: (type: string, attrs?: object) => Bo };
  elementRegistry: {
    get: (id: string) => Drawn | undefined;
    filter: (keep: (element: Drawn) => boolean) => Drawn[];
    getGraphics: (element: Drawn | string) => SVGElement | undefined;
  };
  modeling: {
    updateProperties: (element: Drawn, properties: object) => void;
    updateModdleProperties: (element: Drawn, part: Bo, properties: object) => void;
    removeElements: (elements: Drawn[]) => void;
    removeConnection: (connection: Drawn) => void;
    createShape: (shape: object, position: Point, target: Drawn, hints?: object) => Drawn;
    connect: (source: Drawn, target: Drawn, attrs?: object) => Drawn;
    reconnect: (connection: Drawn, source: Drawn, target: Drawn, waypoints?: Point[]) => void;
    reconnectEnd: (connection: Drawn, target: Drawn, at: Point) => void;
    layoutConnection: (connection: Drawn) => void;
    moveElements: (shapes: Drawn[], delta: Point, target?: Drawn, hints?: object) => void;
    resizeShape: (shape: Drawn, bounds: Point & { width: number; height: number }) => void;
    updateWaypoints: (connection: Drawn, waypoints: Point[]) => void;
  };
  autoPlace: { append: (source: Drawn, shape: Drawn) => Drawn };
  bpmnReplace: { replaceElement: (element: Drawn, target: object) => Drawn };
  bpmnRules: { canConnect: (source: Drawn, target: Drawn) => unknown };
  overlays: {
    add: (id: string, type: string, overlay: { position: Record<string, number>; html: HTMLElement }) => string;
    remove: (filter: { type: string }) => void;
  };
  selection: { select: (elements: Drawn | Drawn[] | null) => void; get: () => Drawn[] };
  searchPad: { toggle: () => void; isOpen: () => boolean };
  spaceTool: {
    calculateAdjustments: (
      elements: Drawn[],
      axis: "x" | "y",
      delta: number,
      start: number,
    ) => { movingShapes: Drawn[]; resizingShapes: Drawn[] };
    makeSpace: (moving: Drawn[], resizing: Drawn[], delta: Point, direction: string, start: number) => void;
  };
  directEditing: { activate: (element: Drawn) => void };
  moddle: { create: (type: string, values?: object) => Bo };
  minimap: { open: () => void; close: () => void; isOpen: () => boolean };
  eventBus: { on: (event: string | string[], listener: (event: never) => unknown) => void };
}
