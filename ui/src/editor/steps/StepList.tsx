/**
 * The workflow as a list: the twin of the canvas, and everything it can do, by keyboard and for screen readers. Steps stand in the
 * order the work flows, those of a sub-process one level deeper.
 *
 * Keys: arrows move, Enter goes to the properties, Insert adds after, Delete removes, Alt and arrows change places.
 */
import { CircleAlert, TriangleAlert } from "lucide-react";
import { memo, useCallback, useEffect, useMemo, useRef, type KeyboardEvent } from "react";
import type { LintFinding } from "../../host/contract";
import { useNamed, useText, type Translate } from "../../text/text";
import { Glyph } from "../canvas/Glyph";
import { canMove, move, remove } from "../model/edit";
import { info, type Kind } from "../model/kind";
import type { Step } from "../model/steps";
import { useOpen, useSelected } from "../model/useEditor";
import { useStepName } from "../panel/WaysSection";
import { stay, toPanel } from "../panel/focus";
import { ADD, StepTools } from "./StepTools";
import css from "./StepList.module.css";

export function StepList() {
  const t = useText();
  const { editor, findings } = useOpen();
  const steps = editor.steps();
  const nameOf = useStepName();
  const found = useMemo(() => countByElement(findings), [findings]);
  const tree = useRef<HTMLUListElement>(null);
  const keyed = useRef(false);
  /** Whether the focus was in the list when it was last heard of. */
  const inside = useRef(false);
  const selected = useSelected(editor);
  const at = steps.findIndex((step) => step.id === selected);
  // The row that a key has chosen takes the focus once it is drawn; so does one row when that with the focus is gone.
  useEffect(() => {
    const lost = inside.current && document.activeElement === document.body;
    if (!keyed.current && !lost) return;
    keyed.current = false;
    const row = tree.current?.querySelector<HTMLElement>('[tabindex="0"]');
    row?.focus({ preventScroll: true });
    row?.scrollIntoView?.({ block: "nearest" });
  });
  const go = (index: number) => {
    const step = steps[Math.max(0, Math.min(steps.length - 1, index))];
    if (!step) return;
    keyed.current = true;
    editor.select(step.id);
  };
  const choose = useCallback(
    (id: string) => {
      keyed.current = true;
      editor.select(id);
    },
    [editor],
  );
  const edited = useCallback((act: () => void) => {
    keyed.current = true;
    act();
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    const id = steps[at]?.id;
    const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: steps.length - 1 }[event.key];
    const way = { ArrowUp: "earlier", ArrowDown: "later" }[event.key] as "earlier" | "later" | undefined;
    stay();
    if (event.ctrlKey || event.metaKey) return;
    if (event.altKey) {
      if (id === undefined || way === undefined || !canMove(editor, id, way)) return;
      edited(() => move(editor, id, way));
    } else if (target !== undefined) go(target);
    else if (event.key === "Enter") toPanel(selected);
    else if (event.key === "Insert") document.getElementById(ADD)?.querySelector("button")?.click();
    else if (event.key === "Delete" && id !== undefined) edited(() => remove(editor, id));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <section className={css.steps} aria-label={t("editor-steps")}>
      <StepTools step={steps[at]} edited={edited} />
      {steps.length === 0 ? (
        <p className={css.empty}>{t("editor-steps-empty")}</p>
      ) : (
        <ul role="tree" aria-label={t("editor-steps")} className={css.tree} ref={tree} onKeyDown={onKeyDown}>
          {steps.map((step, index) => (
            <Row
              key={step.id}
              id={step.id}
              kind={step.kind}
              name={step.name}
              level={step.level + (step.host === null ? 0 : 1)}
              ways={waysOf(t, nameOf, step)}
              host={step.host === null ? "" : t("editor-at-border", { name: nameOf(step.host) })}
              chosen={index === at}
              tabbable={index === Math.max(0, at)}
              found={found.get(step.id)?.count ?? 0}
              grave={found.get(step.id)?.grave ?? false}
              onChoose={choose}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

/** Findings by element, without mere notes. */
function countByElement(findings: readonly LintFinding[]): Map<string, { count: number; grave: boolean }> {
  const found = new Map<string, { count: number; grave: boolean }>();
  for (const { element, severity } of findings) {
    if (severity === "info") continue;
    const before = found.get(element);
    found.set(element, { count: (before?.count ?? 0) + 1, grave: severity === "error" || before?.grave === true });
  }
  return found;
}

/** Words and numbers only, so that a row draws when what it says changes and not before. */
interface RowProps {
  id: string;
  kind: Kind;
  name: string;
  level: number;
  ways: string;
  host: string;
  chosen: boolean;
  tabbable: boolean;
  found: number;
  grave: boolean;
  onChoose: (id: string) => void;
}

const Row = memo(function Row(props: RowProps) {
  const { id, kind, name, level, ways, host, chosen, tabbable, found, grave, onChoose } = props;
  const t = useText();
  const named = useNamed();
  const words = named("editor-kind", kind);
  return (
    // Keys are the tree's: they move from row to row.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <li
      role="treeitem"
      aria-level={level}
      aria-selected={chosen}
      tabIndex={tabbable ? 0 : -1}
      className={css.row}
      data-level={Math.min(6, level)}
      onClick={() => onChoose(id)}
      onFocus={() => !chosen && onChoose(id)}
    >
      <Glyph kind={kind} />
      <span className={css.words}>
        <span className={css.name}>{name || words}</span>
        <span className={css.kind}>
          {name !== "" && words} {host}
        </span>
        {ways !== "" &&
          ways.split("\n").map((way) => (
            <span key={way} className={css.next}>
              {way}
            </span>
          ))}
      </span>
      {found > 0 && (
        <span className={css.badge} data-grave={grave || undefined}>
          {grave ? <CircleAlert aria-hidden /> : <TriangleAlert aria-hidden />}
          {t("editor-row-findings", { count: found })}
        </span>
      )}
    </li>
  );
});

/** Where a step leads, a line for each way; nothing where it simply goes on to the next. */
function waysOf(t: Translate, nameOf: (id: string) => string, step: Step): string {
  if (step.next.length === 0)
    return info(step.kind).family === "end" || step.kind === "event-subprocess" ? "" : t("editor-next-none");
  if (step.next.length === 1) return "";
  return step.next
    .map((next) => {
      const name = t("editor-next", { name: nameOf(next.target) });
      return `${name} ${next.otherwise ? t("editor-next-otherwise") : (next.condition ?? "")}`;
    })
    .join("\n");
}
