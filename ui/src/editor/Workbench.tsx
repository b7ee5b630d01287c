/**
 * The editor of a workflow: step list, canvas and properties over one model; forms and tables beside it; a test run.
 *
 * INVARIANT: the board stays in the page while another view shows, so that its history is not lost.
 */
import { memo, useEffect, useMemo, useRef, useState } from "react";
import type { NamedFile } from "../host/contract";
import { isTyping } from "../frame/shortcuts";
import { useText } from "../text/text";
import { Canvas, fit } from "./canvas/Canvas";
import { FormView } from "./form/FormView";
import { Editor } from "./model/editor";
import { BoardContext, EditorContext, useEdits, type View } from "./model/useEditor";
import { Panel } from "./panel/Panel";
import { TestRun } from "./run/TestRun";
import { StepList } from "./steps/StepList";
import { TableView } from "./table/TableView";
import { useLint } from "./useLint";
import css from "./Workbench.module.css";

/** Functions that stay the same from drawing to drawing: what is saved meanwhile is no reason to draw the bench again. */
export interface WorkbenchProps {
  files: readonly NamedFile[];
  view: View;
  item: string | null;
  shown: "both" | "steps" | "canvas";
  onShow: (view: View, path?: string) => void;
  onReady: (editor: Editor) => void;
  onFailed: () => void;
}

export default memo(function Workbench({ files, view, item, shown, onShow, onReady, onFailed }: WorkbenchProps) {
  const board = useRef<HTMLDivElement>(null);
  const t = useText();
  const [editor, setEditor] = useState<Editor | null>(null);
  const opened = useRef({ files, t, onReady, onFailed });
  useEffect(() => {
    const parent = board.current;
    if (!parent) return undefined;
    let stopped = false;
    let made: Editor | undefined;
    const start = async () => {
      const { openBoard } = await import("./model/board");
      if (stopped) return;
      const first = opened.current;
      made = new Editor(openBoard(parent, first.t));
      try {
        await made.open(first.files);
      } catch {
        if (!stopped) first.onFailed();
        return;
      }
      if (stopped) return;
      setEditor(made);
      first.onReady(made);
    };
    void start();
    return () => {
      stopped = true;
      // A last save may still read the model: the board goes after it.
      setTimeout(() => made?.destroy(), 0);
    };
  }, []);
  const lint = useLint(editor);
  const edits = useEdits(editor);
  const bench = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!editor) return undefined;
    // Also when nothing has the focus, as after the step that had it was taken back.
    const onKey = (event: globalThis.KeyboardEvent) => {
      const { target } = event;
      if (target === document.body || (target instanceof Node && bench.current?.contains(target)))
        onKeys(event, editor);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [editor]);
  useCanvasSize(editor, shown, view);
  const { findings, fields, linted } = lint;
  const open = useMemo(
    () => editor && { editor, edits, findings, fields, linted, show: onShow },
    [editor, edits, findings, fields, linted, onShow],
  );
  const process = (
    <div className={css.process} data-away={view !== "process" || undefined} data-shown={shown}>
      <div className={css.steps} hidden={shown === "canvas"}>
        {editor && <StepList />}
      </div>
      <div className={css.canvas} data-hidden={shown === "steps" || undefined}>
        <Canvas board={board} ready={editor !== null} />
      </div>
      <div className={css.panel}>{editor && <Panel />}</div>
    </div>
  );
  // One tree, whether the board is open yet or not: the board lives in it.
  return (
    <BoardContext value={editor}>
      <EditorContext value={open}>
        <div className={css.bench} ref={bench}>
          {process}
          {editor && view === "forms" && <FormView path={item} />}
          {editor && view === "tables" && <TableView path={item} />}
          {editor && view === "run" && <TestRun />}
        </div>
      </EditorContext>
    </BoardContext>
  );
});

/** Undo, redo and search from anywhere in the editor; while somebody types in a field, the field has its own undo. */
function onKeys(event: globalThis.KeyboardEvent, editor: Editor): void {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented) return;
  const key = event.key.toLowerCase();
  const stack = editor.get("commandStack");
  if (key === "f") editor.get("searchPad").toggle();
  else if (isTyping(event.target)) return;
  else if (key === "y" || (key === "z" && event.shiftKey)) {
    if (stack.canRedo()) stack.redo();
  } else if (key === "z") {
    if (stack.canUndo()) stack.undo();
  } else return;
  event.preventDefault();
}

/**
 * The board learns its size when it is shown again. When it opens, and when it is first seen, all of the diagram is shown: not before, as
 * the palette beside it takes some of its room, and out of sight it has another size.
 */
function useCanvasSize(editor: Editor | null, shown: string, view: View): void {
  const fitted = useRef<Editor | null>(null);
  useEffect(() => {
    if (!editor) return;
    const seen = view === "process" && shown !== "steps";
    if (seen) editor.get("canvas").resized();
    if (fitted.current === editor) return;
    fit(editor);
    if (seen) fitted.current = editor;
  }, [editor, shown, view]);
}
