/** A component that shows something of the open workflow draws again when it changes; who shows what is selected says so. */
import { createContext, use, useSyncExternalStore } from "react";
import type { DraftField, LintFinding } from "../../host/contract";
import type { Editor } from "./editor";

export type View = "process" | "forms" | "tables" | "run";

export interface Open {
  editor: Editor;
  /** What live lint said last. */
  findings: readonly LintFinding[];
  /** Fields that the files declare. */
  fields: readonly DraftField[];
  /** Shows a form or table. */
  show: (view: View, path?: string) => void;
}

export const EditorContext = createContext<Open | null>(null);

export function useOpen(): Open {
  const open = use(EditorContext);
  if (!open) throw new Error("no open workflow above this component");
  useEdits(open.editor);
  return open;
}

/** Draws again when something was edited. */
export function useEdits(editor: Editor): number {
  return useSyncExternalStore(editor.subscribe, () => editor.edits);
}

/** Draws again when something else is selected, which happens far more often than an edit. */
export function useSelected(editor: Editor): string | null {
  return useSyncExternalStore(editor.subscribe, () => editor.selected);
}
