/** The ways on from a step: where each leads, on what condition, which is taken otherwise; and new ones. */
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { Button } from "../../components/Button";
import { Checkbox } from "../../components/Checkbox";
import { Combobox } from "../../components/Combobox";
import { useNamed, useText } from "../../text/text";
import { addOnFlow, canConnect, connect, disconnect, retarget } from "../model/edit";
import { choosesByCondition, setCondition, setDefault } from "../model/flow";
import { PALETTE, type Kind } from "../model/kind";
import type { Bo } from "../model/moddle";
import type { Next, Step } from "../model/steps";
import { useOpen } from "../model/useEditor";
import { StepMenu } from "../steps/StepMenu";
import { FeelSetting } from "./FeelSetting";
import { Section } from "./Setting";
import css from "./Panel.module.css";

export function WaysSection({ step }: { step: Step }) {
  const t = useText();
  const nameOf = useStepName();
  return (
    <Section title={t("editor-ways")}>
      {step.next.length === 0 && <p className={css.quiet}>{t("editor-ways-none")}</p>}
      <ul className={css.rows}>
        {step.next.map((next) => (
          <li key={next.flow} className={css.way}>
            <Way step={step} next={next} name={nameOf(next.target)} />
          </li>
        ))}
      </ul>
      <Connect step={step} />
    </Section>
  );
}

/** Another way on: asked for first, since what can be led to is looked up among all steps. */
function Connect({ step }: { step: Step }) {
  const t = useText();
  const { editor } = useOpen();
  const nameOf = useStepName();
  const [open, setOpen] = useState(false);
  const [to, setTo] = useState<string | null>(null);
  if (!open)
    return (
      <div>
        <Button icon={<Plus />} onClick={() => setOpen(true)}>
          {t("editor-way-new")}
        </Button>
      </div>
    );
  const targets = editor.steps().filter((each) => canConnect(editor, step.id, each.id));
  if (targets.length === 0) return <p className={css.quiet}>{t("editor-way-no-target")}</p>;
  return (
    <div className={css.connect}>
      <Combobox
        label={t("editor-way-to")}
        options={targets.map((each) => ({ value: each.id, label: nameOf(each.id), note: each.id }))}
        value={to}
        onChange={setTo}
      />
      <Button
        icon={<Plus />}
        disabled={to === null}
        onClick={() => {
          if (to !== null) connect(editor, step.id, to);
          setTo(null);
          setOpen(false);
        }}
      >
        {t("editor-way-add")}
      </Button>
    </div>
  );
}

function Way({ step, next, name }: { step: Step; next: Next; name: string }) {
  const t = useText();
  const { editor } = useOpen();
  const flow = editor.element(next.flow)?.businessObject;
  const chooses = choosesByCondition(step.bo);
  return (
    <>
      <div className={css.wayHead}>
        <span>{t("editor-way", { name })}</span>
        <span className={css.acts}>
          <StepMenu
            label={t("editor-way-insert", { name })}
            kinds={PALETTE.filter((kind) => kind !== "start" && kind !== "end")}
            onKind={(kind: Kind) => addOnFlow(editor, next.flow, kind)}
          />
          <Button
            kind="quiet"
            icon={<X />}
            tip={t("editor-way-remove", { name })}
            onClick={() => disconnect(editor, next.flow)}
          />
        </span>
      </div>
      {chooses && flow && <Condition flow={flow} next={next} />}
      <Retarget step={step} next={next} />
    </>
  );
}

function Condition({ flow, next }: { flow: Bo; next: Next }) {
  const t = useText();
  const { editor } = useOpen();
  return (
    <>
      {!next.otherwise && (
        <FeelSetting
          label={t("editor-condition")}
          hint={t("editor-condition-hint")}
          value={next.condition ?? ""}
          onCommit={(value) => editor.together(() => setCondition(editor.writer, flow, value))}
          rows={1}
          open
        />
      )}
      <Checkbox
        label={t("editor-otherwise")}
        checked={next.otherwise}
        onChange={(on) => editor.together(() => setDefault(editor.writer, flow, on))}
      />
    </>
  );
}

/** Leads a way to another step. */
function Retarget({ step, next }: { step: Step; next: Next }) {
  const t = useText();
  const { editor } = useOpen();
  const nameOf = useStepName();
  const [open, setOpen] = useState(false);
  if (!open)
    return (
      <div>
        <Button kind="quiet" onClick={() => setOpen(true)}>
          {t("editor-way-change")}
        </Button>
      </div>
    );
  const targets = editor.steps().filter((each) => each.id === next.target || canConnect(editor, step.id, each.id));
  return (
    <Combobox
      label={t("editor-way-to")}
      options={targets.map((each) => ({ value: each.id, label: nameOf(each.id), note: each.id }))}
      value={next.target}
      onChange={(id) => {
        if (id !== null) retarget(editor, next.flow, id);
        setOpen(false);
      }}
    />
  );
}

/** A flow that is selected on the canvas. */
export function FlowPanel({ flow }: { flow: Bo }) {
  const t = useText();
  const { editor } = useOpen();
  const steps = editor.steps();
  const step = steps.find((each) => each.next.some((next) => next.flow === flow.id));
  const next = step?.next.find((each) => each.flow === flow.id);
  const nameOf = useStepName();
  if (!step || !next) return null;
  return (
    <Section title={t("editor-way-from", { from: nameOf(step.id), to: nameOf(next.target) })}>
      {choosesByCondition(step.bo) ? <Condition flow={flow} next={next} /> : <p>{t("editor-way-always")}</p>}
      <div>
        <Button onClick={() => editor.select(step.id)}>{t("editor-way-source", { name: nameOf(step.id) })}</Button>
      </div>
    </Section>
  );
}

/** Names of steps; one without a name is called by its kind. */
export function useStepName(): (id: string) => string {
  const named = useNamed();
  const { editor } = useOpen();
  return (id) => {
    const step = editor.step(id);
    return step ? step.name || named("editor-kind", step.kind) : id;
  };
}
