/**
 * The drawing board: bpmn-js with the modules that the editor needs, in the colours of the house, with the extension elements of
 * zeebe. Import it with `import()`: it is large, and only who edits needs it.
 *
 * INVARIANT: no module that writes style attributes into the page (align, distribute), and no menu of bpmn-js that offers what
 * Countersign does not run. The viewer's own mark stays, as its licence asks.
 */
import BaseModeler from "bpmn-js/lib/BaseModeler";
import Viewer from "bpmn-js/lib/Viewer";
import AutoPlace from "bpmn-js/lib/features/auto-place";
import AutoResize from "bpmn-js/lib/features/auto-resize";
import CopyPaste from "bpmn-js/lib/features/copy-paste";
import EditorActions from "bpmn-js/lib/features/editor-actions";
import GridSnapping from "bpmn-js/lib/features/grid-snapping";
import InteractionEvents from "bpmn-js/lib/features/interaction-events";
import Keyboard from "bpmn-js/lib/features/keyboard";
import LabelEditing from "bpmn-js/lib/features/label-editing";
import LabelLink from "bpmn-js/lib/features/label-link";
import Modeling from "bpmn-js/lib/features/modeling";
import ModelingFeedback from "bpmn-js/lib/features/modeling-feedback";
import Outline from "bpmn-js/lib/features/outline";
import Replace from "bpmn-js/lib/features/replace";
import ReplacePreview from "bpmn-js/lib/features/replace-preview";
import Search from "bpmn-js/lib/features/search";
import Snapping from "bpmn-js/lib/features/snapping";
import SpaceTool from "bpmn-js/lib/features/space-tool";
import Zeebe from "camunda-bpmn-js-behaviors/lib/camunda-cloud";
import AutoScroll from "diagram-js/lib/features/auto-scroll";
import Bendpoints from "diagram-js/lib/features/bendpoints";
import Connect from "diagram-js/lib/features/connect";
import ConnectionPreview from "diagram-js/lib/features/connection-preview";
import ContextPad from "diagram-js/lib/features/context-pad";
import Create from "diagram-js/lib/features/create";
import KeyboardMoveSelection from "diagram-js/lib/features/keyboard-move-selection";
import LassoTool from "diagram-js/lib/features/lasso-tool";
import Move from "diagram-js/lib/features/move";
import Resize from "diagram-js/lib/features/resize";
import KeepSelectionVisible from "diagram-js/lib/features/keep-selection-visible";
import KeyboardMove from "diagram-js/lib/navigation/keyboard-move";
import MoveCanvas from "diagram-js/lib/navigation/movecanvas";
import ZoomScroll from "diagram-js/lib/navigation/zoomscroll";
import Minimap from "diagram-js-minimap";
import zeebe from "zeebe-bpmn-moddle/resources/zeebe.json";
import "bpmn-js/dist/assets/diagram-js.css";
import "bpmn-js/dist/assets/bpmn-js.css";
import "diagram-js-minimap/assets/diagram-js-minimap.css";
import { ContextPadProvider } from "../canvas/contextPad";
import { Graphics } from "../canvas/graphics";

const MODULES = [
  KeepSelectionVisible,
  KeyboardMove,
  MoveCanvas,
  ZoomScroll,
  AutoPlace,
  AutoResize,
  AutoScroll,
  Bendpoints,
  Connect,
  ConnectionPreview,
  ContextPad,
  CopyPaste,
  Create,
  EditorActions,
  GridSnapping,
  InteractionEvents,
  Keyboard,
  KeyboardMoveSelection,
  LabelEditing,
  LabelLink,
  LassoTool,
  Modeling,
  ModelingFeedback,
  Move,
  Outline,
  Replace,
  ReplacePreview,
  Resize,
  Search,
  Snapping,
  SpaceTool,
  Minimap,
  Zeebe,
];

export type Board = InstanceType<typeof BaseModeler>;

export function openBoard(container: HTMLElement, words: (id: string) => string): Board {
  // The library's own name for its list.
  // oxlint-disable-next-line no-underscore-dangle
  const viewer = (Viewer.prototype as unknown as { _modules: object[] })._modules;
  const options = {
    container,
    modules: [
      ...viewer,
      ...MODULES,
      {
        __init__: ["contextPadProvider"],
        contextPadProvider: ["type", ContextPadProvider],
        graphicsFactory: ["type", Graphics],
        "config.words": ["value", words],
        translate: ["value", (text: string, values?: Record<string, string>) => translated(words, text, values)],
      },
    ],
    moddleExtensions: { zeebe },
    bpmnRenderer: {
      defaultFillColor: "var(--sheet)",
      defaultStrokeColor: "var(--diagram-line)",
      defaultLabelColor: "var(--ink)",
    },
    textRenderer: {
      defaultStyle: { fontFamily: "Inter Variable, sans-serif", fontSize: 12 },
      externalStyle: { fontSize: 11 },
    },
  };
  return new BaseModeler(options as ConstructorParameters<typeof BaseModeler>[0]);
}

/** What bpmn-js itself says and a person can come upon. */
const SAID: Record<string, string> = {
  "Search in diagram": "editor-search",
  Open: "editor-map-open",
  Close: "editor-map-close",
  "Toggle minimap": "editor-map",
};

function translated(words: (id: string) => string, text: string, values: Record<string, string> = {}): string {
  const id = SAID[text];
  return id === undefined ? text.replaceAll(/\{([^}]+)\}/g, (_, key: string) => values[key] ?? key) : words(id);
}
