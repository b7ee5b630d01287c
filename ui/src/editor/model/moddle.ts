/**
 * The BPMN model as the editor sees it: moddle elements, read through a few typed functions and written through a `Writer`.
 *
 * INVARIANT: nothing writes to a moddle element but a `Writer`. The one of the canvas goes through its command stack, so that
 * every change can be taken back and every view hears of it; the plain one is for files that are not drawn (import, tests).
 */
export interface Bo {
  readonly $type: string;
  $parent?: Bo;
  /** Attributes that the model does not know, by their name as written. */
  readonly $attrs?: Record<string, string>;
  id?: string;
  get: (name: string) => unknown;
  set: (name: string, value: unknown) => void;
  $instanceOf?: (type: string) => boolean;
}

export interface Writer {
  create: (type: string, values?: Record<string, unknown>) => Bo;
  /** Sets values of a part that belongs to the drawn element `owner`; undefined takes a value away. */
  set: (owner: Bo, part: Bo, values: Record<string, unknown>) => void;
}

interface Creates {
  create: (type: string, values?: Record<string, unknown>) => unknown;
}

/** Writes straight into the model: for what is not drawn. */
export function plainWriter(moddle: Creates): Writer {
  return {
    create: (type, values) => moddle.create(type, values) as Bo,
    set: (_owner, at, values) => {
      for (const [name, value] of Object.entries(values)) at.set(name, value);
    },
  };
}

/** Of one of these types. What was taken out of the model has no parent, so that none may be asked for too. */
export function is(bo: Bo | null | undefined, ...types: string[]): boolean {
  return bo !== undefined && bo !== null && types.some((type) => bo.$instanceOf?.(type) ?? bo.$type === type);
}

/** A text attribute; empty where there is none. */
export function text(bo: Bo | undefined, name: string): string {
  const value = bo?.get(name);
  return value === undefined || value === null ? "" : String(value);
}

/** A list of parts; empty where there is none. */
export function list(bo: Bo | undefined, name: string): readonly Bo[] {
  const value = bo?.get(name);
  return Array.isArray(value) ? (value as Bo[]) : [];
}

/** A part or a reference. */
export function part(bo: Bo | undefined, name: string): Bo | undefined {
  const value = bo?.get(name);
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Bo) : undefined;
}

/** The `definitions` that an element hangs under. */
export function definitionsOf(bo: Bo): Bo {
  let at = bo;
  while (at.$parent) at = at.$parent;
  return at;
}

export function processesOf(definitions: Bo): readonly Bo[] {
  return list(definitions, "rootElements").filter((root) => is(root, "bpmn:Process"));
}

/** A new part with its parent, ready to be put into a list. */
export function child(writer: Writer, parent: Bo, type: string, values: Record<string, unknown> = {}): Bo {
  const made = writer.create(type, values);
  made.$parent = parent;
  return made;
}
