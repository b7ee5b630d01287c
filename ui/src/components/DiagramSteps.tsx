/** The diagram in words: its steps in order, each with what the picture marks on it. */
import { useText } from "../text/text";
import type { Marks, Step } from "./bpmn";
import css from "./Diagram.module.css";

export interface DiagramStepsProps {
  steps: readonly Step[];
  marks: Marks;
  selected: string | null;
  onSelect?: ((elementId: string) => void) | undefined;
}

export function DiagramSteps({ steps, marks, selected, onSelect }: DiagramStepsProps) {
  const t = useText();
  const nameOf = (step: Step) => step.name || t("diagram-unnamed", { type: step.type });
  const done = new Set(marks.done);
  const changed = new Set(marks.changed);
  const taken = new Set(marks.flows);
  const names = new Map(steps.map((step) => [step.id, nameOf(step)]));
  /** Where a step with several ways went on to. */
  const wentOn = ({ next }: Step): string[] =>
    next.length < 2
      ? []
      : next.flatMap(({ flow, to }) => (taken.has(flow) ? t("diagram-went-on", { name: names.get(to) ?? to }) : []));
  const wordsOf = (step: Step): string[] => {
    const { id } = step;
    const count = marks.tokens?.[id] ?? 0;
    const reason = marks.incidents?.[id];
    return [
      ...(reason === undefined ? [] : [t("diagram-incident", { reason })]),
      ...(count === 1 ? [t("diagram-here")] : count > 1 ? [t("diagram-here-many", { count })] : []),
      ...(count === 0 && reason === undefined && done.has(id) ? [t("diagram-done")] : []),
      ...wentOn(step),
      ...(changed.has(id) ? [t("diagram-changed")] : []),
    ];
  };
  return (
    <details className={css.steps}>
      <summary>{t("diagram-steps")}</summary>
      {steps.length === 0 && <p>{t("diagram-no-steps")}</p>}
      <ol>
        {steps.map((step) => {
          const name = nameOf(step);
          const words = wordsOf(step);
          return (
            <li key={step.id} aria-current={step.id === selected ? "step" : undefined}>
              {onSelect ? (
                <button type="button" className={css.step} onClick={() => onSelect(step.id)}>
                  {name}
                </button>
              ) : (
                name
              )}
              {words.length > 0 && <span className={css.words}> · {words.join(" · ")}</span>}
            </li>
          );
        })}
      </ol>
    </details>
  );
}
