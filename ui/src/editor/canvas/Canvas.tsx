/** The drawing: palette on the left, the board, tools for zoom and search, findings on the elements with their words. */
import { Map as MapIcon, Maximize, Search, ZoomIn, ZoomOut } from "lucide-react";
import { memo, useEffect, useRef, type KeyboardEvent, type MouseEvent, type RefObject } from "react";
import { Button } from "../../components/Button";
import { useNamed, useText } from "../../text/text";
import { addAfter, addFirst, canFollow } from "../model/edit";
import type { Editor } from "../model/editor";
import { PALETTE, type Kind } from "../model/kind";
import { makeShape } from "../model/shape";
import { useEditor, useOpen } from "../model/useEditor";
import { FindingMarks } from "./findingMarks";
import { Glyph } from "./Glyph";
import css from "./Canvas.module.css";

export function Canvas({ board, ready }: { board: RefObject<HTMLDivElement | null>; ready: boolean }) {
  const t = useText();
  useEffect(() => {
    const element = board.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => {
      element.style.setProperty("--board-width", `${element.clientWidth}px`);
      element.style.setProperty("--board-height", `${element.clientHeight}px`);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [board]);
  return (
    <section className={css.canvas} aria-label={t("editor-canvas")}>
      {ready && <Palette />}
      <div className={css.board} ref={board} />
      {ready && <Tools />}
      {ready && <Marks />}
    </section>
  );
}

/** Drag onto the board, or press: then the step is added after what is selected. */
const Palette = memo(function Palette() {
  const t = useText();
  const named = useNamed();
  const editor = useEditor();
  const bar = useRef<HTMLDivElement>(null);
  const drag = (event: MouseEvent, kind: Kind) => {
    event.preventDefault();
    editor.get("create").start(event.nativeEvent, makeShape(makers(editor), kind));
  };
  const press = (kind: Kind) => {
    const source = editor.selected === null ? undefined : editor.element(editor.selected);
    if (kind !== "start" && source && canFollow(source.businessObject) && addAfter(editor, source.id, kind) !== null)
      return;
    addFirst(editor, kind);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const buttons = [...(bar.current?.querySelectorAll<HTMLElement>("button") ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLElement);
    buttons[(at + step + buttons.length) % buttons.length]?.focus();
  };
  return (
    <div
      ref={bar}
      role="toolbar"
      tabIndex={-1}
      aria-orientation="vertical"
      aria-label={t("editor-palette")}
      className={css.palette}
      onKeyDown={onKeyDown}
    >
      {PALETTE.map((kind, index) => (
        <button
          key={kind}
          type="button"
          draggable
          tabIndex={index === 0 ? 0 : -1}
          className={css.tool}
          title={t("editor-palette-tip", { kind: named("editor-kind", kind) })}
          onDragStart={(event) => drag(event, kind)}
          onClick={() => press(kind)}
        >
          <Glyph kind={kind} />
          <span>{named("editor-short", kind)}</span>
        </button>
      ))}
    </div>
  );
});

const Tools = memo(function Tools() {
  const t = useText();
  const editor = useEditor();
  const zoom = (by: number) => {
    const canvas = editor.get("canvas");
    canvas.zoom(Math.max(0.2, Math.min(4, canvas.zoom() * by)), "auto");
  };
  const minimap = editor.get("minimap");
  return (
    <div className={css.tools} role="toolbar" aria-label={t("editor-view")}>
      <Button
        kind="quiet"
        icon={<Search />}
        tip={t("editor-search")}
        keys={["Ctrl", "F"]}
        onClick={() => editor.get("searchPad").toggle()}
      />
      <Button kind="quiet" icon={<ZoomIn />} tip={t("diagram-in")} onClick={() => zoom(1.25)} />
      <Button kind="quiet" icon={<ZoomOut />} tip={t("diagram-out")} onClick={() => zoom(0.8)} />
      <Button kind="quiet" icon={<Maximize />} tip={t("diagram-fit")} onClick={() => fit(editor)} />
      <Button
        kind="quiet"
        icon={<MapIcon />}
        tip={t("editor-map")}
        onClick={() => (minimap.isOpen() ? minimap.close() : minimap.open())}
      />
    </div>
  );
});

/** Shows everything; a small diagram is not blown up. */
export function fit(editor: Editor): void {
  const canvas = editor.get("canvas");
  canvas.resized();
  // A window without size, such as a minimised one, has nothing to fit into.
  if (!(canvas.viewbox().outer.width > 0)) return;
  canvas.zoom("fit-viewport", "auto");
  if (canvas.zoom() > 1) canvas.zoom(1, "auto");
}

/** Findings on the elements: set anew after each edit too, since elements come and go with it. */
function Marks() {
  const { editor, edits, findings } = useOpen();
  const marks = useRef<FindingMarks>(null);
  useEffect(() => {
    const made = new FindingMarks(editor);
    marks.current = made;
    return () => made.clear();
  }, [editor]);
  useEffect(() => {
    marks.current?.show(findings);
    // oxlint-disable-next-line react/exhaustive-effect-dependencies, react/exhaustive-deps
  }, [editor, edits, findings]);
  return null;
}

const makers = (editor: Editor) => ({
  bpmnFactory: editor.get("bpmnFactory"),
  elementFactory: editor.get("elementFactory"),
});
