/**
 * A BPMN diagram to look at: where work is, the way it came, what stopped. The viewer is loaded when first needed.
 *
 * INVARIANT: the list of steps below is the diagram's twin: whatever the picture says, it says in words, by keyboard. The
 * viewer's own mark stays, as its licence asks. Colours come from the tokens, so that the theme switch needs no redraw.
 */
import type NavigatedViewer from "bpmn-js/lib/NavigatedViewer";
import { Maximize, ZoomIn, ZoomOut } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { useText } from "../text/text";
import { Button } from "./Button";
import { DiagramSteps } from "./DiagramSteps";
import { fitWhenSeen, markElements, openViewer, readSteps, takenFlows, zoomBy, type Marks, type Step } from "./bpmn";
import css from "./Diagram.module.css";

export interface DiagramProps extends Marks {
  /** What it is a diagram of. */
  name: string;
  xml: string;
  selected?: string | null;
  onSelect?: (elementId: string) => void;
  height?: number;
}

const NOTHING: Marks = {};

export function Diagram({
  name,
  xml,
  tokens = NOTHING.tokens,
  done,
  flows,
  incidents,
  changed,
  selected,
  onSelect,
  height = 320,
}: DiagramProps) {
  const t = useText();
  const box = useRef<HTMLDivElement>(null);
  const choose = useRef(onSelect);
  const [viewer, setViewer] = useState<NavigatedViewer | null>(null);
  const [drawn, setDrawn] = useState<{ xml: string; steps: readonly Step[]; failed: boolean }>();
  useEffect(() => {
    choose.current = onSelect;
  });

  useEffect(() => {
    const parent = box.current;
    if (!parent) return;
    let stopped = false;
    let made: NavigatedViewer | undefined;
    const start = async () => {
      made = await openViewer(parent, (id) => choose.current?.(id));
      if (stopped) made.destroy();
      else setViewer(made);
    };
    void start();
    return () => {
      stopped = true;
      made?.destroy();
      setViewer(null);
    };
  }, []);

  useEffect(() => {
    if (!viewer) return;
    let stopped = false;
    const draw = async () => {
      try {
        await viewer.importXML(xml);
        if (stopped) return;
        setDrawn({ xml, steps: readSteps(viewer), failed: false });
      } catch {
        if (!stopped) setDrawn({ xml, steps: [], failed: true });
      }
    };
    void draw();
    return () => {
      stopped = true;
    };
  }, [viewer, xml]);

  const ready = drawn?.xml === xml && !drawn.failed;
  useEffect(() => (viewer && ready && box.current ? fitWhenSeen(viewer, box.current) : undefined), [viewer, ready]);

  const taken = useMemo(
    () => (viewer && ready ? takenFlows(viewer, { tokens, done, incidents, flows }) : []),
    [viewer, ready, tokens, done, incidents, flows],
  );
  useEffect(() => {
    if (viewer && ready)
      return markElements(viewer, { tokens, done, flows: taken, incidents, changed }, selected ?? null, (count) =>
        t("diagram-here-many", { count }),
      );
    return undefined;
  }, [viewer, ready, tokens, done, taken, incidents, changed, selected, t]);

  const steps = drawn?.xml === xml ? drawn.steps : [];
  return (
    <figure className={css.diagram} aria-label={t("diagram-label", { name })}>
      <div className={css.frame} style={{ height }}>
        <div className={css.canvas} ref={box} />
        {drawn?.xml !== xml && <p className={css.state}>{t("diagram-loading")}</p>}
        {drawn?.xml === xml && drawn.failed && <p className={css.state}>{t("diagram-failed")}</p>}
        {viewer && ready && (
          <div className={css.tools}>
            <Button kind="quiet" icon={<ZoomIn />} tip={t("diagram-in")} onClick={() => zoomBy(viewer, 1.25)} />
            <Button kind="quiet" icon={<ZoomOut />} tip={t("diagram-out")} onClick={() => zoomBy(viewer, 0.8)} />
            <Button kind="quiet" icon={<Maximize />} tip={t("diagram-fit")} onClick={() => zoomBy(viewer, "fit")} />
          </div>
        )}
      </div>
      <DiagramSteps
        steps={steps}
        marks={{ tokens, done, flows: taken, incidents, changed }}
        selected={selected ?? null}
        onSelect={onSelect}
      />
    </figure>
  );
}
