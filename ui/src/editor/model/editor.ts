/**
 * One open workflow: its diagram, and the files beside it.
 *
 * INVARIANT: diagram and files change only through the command stack of the drawing board, so that one history takes everything back,
 * and canvas, step list, panel, forms and tables always show the same. Whoever shows something subscribes.
 */
import type { NamedFile } from "../../host/contract";
import type { Board } from "./board";
import type { Bo, Writer } from "./moddle";
import type { Drawn, Services } from "./services";
import { stepsOf, type Step } from "./steps";

export const PROCESS = "process.bpmn";

/** What is nearer to the edge than this is not in sight; on the right, the pad beside it should be too. */
const EDGE = { top: 16, left: 16, bottom: 16, right: 116 };

interface FileChange {
  path: string;
  /** None: the file is taken away. */
  text: string | null;
  before?: string | null;
}

export class Editor {
  readonly writer: Writer;
  /** Counts changes of what is edited: what a draft is saved by. */
  edits = 0;
  selected: string | null = null;
  private files = new Map<string, string>();
  private readonly listeners = new Set<() => void>();
  private cached: { edits: number; steps: Step[]; byId: Map<string, Step> } | undefined;
  private written: { edits: number; files: Promise<NamedFile[]> } | undefined;

  constructor(private readonly board: Board) {
    const stack = this.get("commandStack");
    stack.register("countersign.file", {
      execute: (change: FileChange) => this.swap(change, change.text),
      revert: (change: FileChange) => this.swap(change, change.before ?? null),
    });
    // What one act of a person comes to is taken back by one undo.
    stack.register("countersign.together", { preExecute: ({ run }: { run: () => void }) => run() });
    const on = this.get("eventBus").on;
    const bus = this.get("eventBus");
    on.call(bus, "commandStack.changed", () => this.changed());
    on.call(bus, "selection.changed", (({ newSelection }: { newSelection: Drawn[] }) => {
      const only = newSelection.length === 1 ? newSelection[0] : undefined;
      this.selected = only === undefined ? null : (only.labelTarget ?? only).id;
      this.tell();
    }) as (event: never) => unknown);
    this.writer = {
      create: (type, values) => this.get("bpmnFactory").create(type, values ?? {}),
      set: (owner, part, values) => {
        const element = this.drawn(owner);
        if (element) this.get("modeling").updateModdleProperties(element, part, values);
      },
    };
  }

  get<Name extends keyof Services>(name: Name): Services[Name] {
    return this.board.get(name);
  }

  /** Opens files anew; history begins here. */
  async open(files: readonly NamedFile[]): Promise<void> {
    const process = files.find((file) => file.path === PROCESS) ?? files.find((file) => file.path.endsWith(".bpmn"));
    await this.board.importXML(process?.text ?? "");
    this.files = new Map(files.filter((file) => file !== process).map((file) => [file.path, file.text]));
    this.selected = null;
    this.edits += 1;
    this.tell();
  }

  definitions(): Bo {
    return this.board.getDefinitions() as unknown as Bo;
  }

  steps(): Step[] {
    return this.known().steps;
  }

  step(id: string): Step | undefined {
    return this.known().byId.get(id);
  }

  private known() {
    if (this.cached?.edits !== this.edits) {
      const steps = stepsOf(this.definitions());
      this.cached = { edits: this.edits, steps, byId: new Map(steps.map((step) => [step.id, step])) };
    }
    return this.cached;
  }

  /** The shape of a step; for a process, what stands for it on the canvas. */
  drawn(bo: Bo): Drawn | undefined {
    const found = bo.id === undefined ? undefined : this.get("elementRegistry").get(bo.id);
    return found ?? this.get("canvas").getRootElement();
  }

  element(id: string): Drawn | undefined {
    return this.get("elementRegistry").get(id);
  }

  /** Several commands as one. */
  together(run: () => void): void {
    this.get("commandStack").execute("countersign.together", { run });
  }

  file(path: string): string | undefined {
    return this.files.get(path);
  }

  /** Paths in a folder, in order. */
  paths(folder: string): string[] {
    return [...this.files.keys()].filter((path) => path.startsWith(`${folder}/`)).toSorted();
  }

  setFile(path: string, text: string | null): void {
    if ((this.files.get(path) ?? null) !== text) this.get("commandStack").execute("countersign.file", { path, text });
  }

  /** Everything as files, the diagram as it is drawn now. */
  allFiles(): Promise<NamedFile[]> {
    // Draft and lint ask for the same text: it is written once for each edit.
    if (this.written?.edits !== this.edits) this.written = { edits: this.edits, files: this.write() };
    return this.written.files;
  }

  private async write(): Promise<NamedFile[]> {
    const others = [...this.files].map(([path, text]) => ({ path, text }));
    const { xml } = await this.board.saveXML({ format: true });
    return [{ path: PROCESS, text: xml ?? "" }, ...others.toSorted((a, b) => (a.path < b.path ? -1 : 1))];
  }

  select(id: string | null): void {
    const element = id === null ? undefined : this.element(id);
    this.get("selection").select(element ?? null);
    // After the page has shown what was chosen: scrolling asks for the layout of all of it.
    if (element) setTimeout(() => this.selected === id && this.reveal(element), 0);
  }

  /** Scrolls to an element that is not in sight; the board itself would set its view anew for any. */
  private reveal({ id, x, y, width, height }: Drawn): void {
    const canvas = this.get("canvas");
    const { outer, ...view } = canvas.viewbox();
    const scale = outer.width > 0 ? view.width / outer.width : 0;
    const inside =
      x >= view.x + EDGE.left * scale &&
      y >= view.y + EDGE.top * scale &&
      x + width <= view.x + view.width - EDGE.right * scale &&
      y + height <= view.y + view.height - EDGE.bottom * scale;
    if (!inside) canvas.scrollToElement(id, EDGE);
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  destroy(): void {
    this.listeners.clear();
    this.board.destroy();
  }

  private swap(change: FileChange, text: string | null): Drawn[] {
    change.before ??= this.files.get(change.path) ?? null;
    if (text === null) this.files.delete(change.path);
    else this.files.set(change.path, text);
    return [];
  }

  private changed(): void {
    this.edits += 1;
    this.tell();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}
