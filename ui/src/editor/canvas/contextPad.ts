/**
 * The pad beside a selected element: the steps that can follow it, a connection, and removal. The same kinds as the palette; each
 * entry has its words as its title.
 */
import { BORDER, PALETTE, kindOf, type Kind } from "../model/kind";
import { makeShape } from "../model/shape";
import type { Drawn, Services } from "../model/services";
import { is } from "../model/moddle";
import { glyphPath } from "./glyphs";

interface Entry {
  group: string;
  html: string;
  title: string;
  action: Record<string, (event: Event, element: Drawn | Drawn[]) => void>;
}

const CONNECT = "M3 12.5l9-9M8.5 3.5h3.5v3.5";
const REMOVE = "M3.5 4.5h9M6.5 4.5v-1.5h3v1.5M4.5 4.5l.7 8.5h5.6l.7-8.5M6.8 7v4M9.2 7v4";

const control = (path: string, title: string) =>
  `<div class="entry" draggable="true" role="button" aria-label="${title}"><svg viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor" stroke-width="1.2" stroke-linejoin="round" stroke-linecap="round"><path d="${path}"></path></svg></div>`;

interface Injector {
  get: <Name extends keyof Services>(name: Name) => Services[Name];
}

export class ContextPadProvider {
  static $inject = ["injector", "config.words"];

  constructor(
    private readonly injector: Injector,
    private readonly words: (id: string) => string,
  ) {
    injector.get("contextPad").registerProvider(this);
  }

  getContextPadEntries(element: Drawn): Record<string, Entry> {
    const bo = element.businessObject;
    if (element.labelTarget !== undefined || element.waypoints) return this.remove();
    if (!is(bo, "bpmn:FlowNode")) return this.remove();
    const entries: Record<string, Entry> = {};
    if (!is(bo, "bpmn:EndEvent") && kindOf(bo) !== "event-subprocess") {
      for (const kind of PALETTE) if (kind !== "start") entries[`append-${kind}`] = this.append(kind);
      entries.connect = this.connect();
    }
    if (is(bo, "bpmn:Activity") && kindOf(bo) !== "event-subprocess") entries.deadline = this.border(BORDER[0]);
    return { ...entries, ...this.remove() };
  }

  getMultiElementContextPadEntries(): Record<string, Entry> {
    return this.remove();
  }

  private entry(group: string, path: string, title: string, action: Entry["action"]): Entry {
    return { group, title, html: control(path, title.replaceAll('"', "&quot;")), action };
  }

  private append(kind: Kind): Entry {
    const start = (event: Event, element: Drawn | Drawn[]) =>
      this.injector.get("create").start(event, makeShape(this.services(), kind), { source: element });
    const click = (_: Event, element: Drawn | Drawn[]) => {
      if (Array.isArray(element)) return;
      const shape = this.injector.get("autoPlace").append(element, makeShape(this.services(), kind));
      this.injector.get("selection").select(shape);
    };
    return this.entry("model", glyphPath(kind), this.words(`editor-kind-${kind}`), { click, dragstart: start });
  }

  private border(kind: Kind): Entry {
    const click = (_: Event, element: Drawn | Drawn[]) => {
      if (Array.isArray(element)) return;
      const place = { x: element.x + element.width - 20, y: element.y + element.height };
      const shape = this.injector
        .get("modeling")
        .createShape(makeShape(this.services(), kind), place, element, { attach: true });
      this.injector.get("selection").select(shape);
    };
    return this.entry("model", glyphPath(kind), this.words(`editor-kind-${kind}`), { click });
  }

  private connect(): Entry {
    const start = (event: Event, element: Drawn | Drawn[]) => {
      if (!Array.isArray(element)) this.injector.get("connect").start(event, element);
    };
    return this.entry("connect", CONNECT, this.words("editor-connect"), { click: start, dragstart: start });
  }

  private remove(): Record<string, Entry> {
    const click = (_: Event, elements: Drawn | Drawn[]) =>
      this.injector.get("modeling").removeElements([elements].flat());
    return { delete: this.entry("edit", REMOVE, this.words("editor-remove"), { click }) };
  }

  private services() {
    return { bpmnFactory: this.injector.get("bpmnFactory"), elementFactory: this.injector.get("elementFactory") };
  }
}
