/**
 * The open workflow for the components that show it: they draw again when it is edited; who shows what is selected says so.
 */
import { createContext, use, useSyncExternalStore } from "react";
import type { DraftField, LintFinding } from "../../host/contract";
import type { Editor } from "./editor";

export type View = "process" | "forms" | "tables" | "run";

export interface Open {
  editor: Editor;
  /** How often it was edited: what reads from the editor draws again when this is another number. */
  edits: number;
  /** What live lint said last. */
  findings: readonly LintFinding[];
  /** The number of edits that it said it of. */
  linted: number;
  /** Fields that the files declare. */
  fields: readonly DraftField[];
  /** Shows a form or table. */
  show: (view: View, path?: string) => void;
}

export const EditorContext = createContext<Open | null>(null);

export function useOpen(): Open {
  const open = use(EditorContext);
  if (!open) throw new Error("no open workflow above this component");
  return open;
}

/** The open workflow alone, for what acts on it and shows nothing of it: draws never again. */
export const BoardContext = createContext<Editor | null>(null);

export function useEditor(): Editor {
  const editor = use(BoardContext);
  if (!editor) throw new Error("no open workflow above this component");
  return editor;
}

/** Draws again when something was edited. Only for what stands above the context, or beside it. */
export function useEdits(editor: Editor | null): number {
  return useSyncExternalStore(editor?.subscribe ?? never, () => editor?.edits ?? 0);
}

const never = () => () => undefined;

/** Draws again when something else is selected, which happens far more often than an edit. */
export function useSelected(editor: Editor): string | null {
  return useSyncExternalStore(editor.subscribe, () => editor.selected);
}
