/** How a test run stands: its outcome, the path on the diagram step by step, the data at each step, and what it waits for. */
import { ChevronFirst, ChevronLast, ChevronLeft, ChevronRight } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { Button } from "../../components/Button";
import { Diagram } from "../../components/Diagram";
import { Notice } from "../../components/Notice";
import type { NamedFile, SimAnswer, Simulation } from "../../host/contract";
import { useNamed, useText } from "../../text/text";
import { PROCESS } from "../model/editor";
import { useOpen } from "../model/useEditor";
import { useStepName } from "../panel/WaysSection";
import { marksAt, wasCalled } from "./marks";
import { WaitAnswer } from "./WaitAnswer";
import css from "./Run.module.css";

export function Shown({
  simulation,
  files,
  onAnswer,
}: {
  simulation: Simulation;
  files: NamedFile[];
  onAnswer: (answer: SimAnswer) => void;
}) {
  const t = useText();
  const named = useNamed();
  const nameOf = useStepName();
  const { steps } = simulation;
  const end = steps.length - 1;
  const [at, setAt] = useState(end);
  const step = steps[at];
  const marks = useMemo(() => marksAt(simulation, at), [simulation, at]);
  const atEnd = at >= end;
  const waits = useRef<HTMLElement>(null);
  // The button that started or answered is gone by now: whoever used it goes on where the next answer is asked for.
  useEffect(() => {
    if (document.activeElement === document.body) waits.current?.focus({ preventScroll: true });
  }, []);
  return (
    <>
      <Outcome simulation={simulation} />
      {simulation.notes.length > 0 && (
        <details className={css.quiet}>
          <summary>{t("run-assumed", { count: simulation.notes.length })}</summary>
          <ul>
            {simulation.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </details>
      )}
      <Diagram
        name={t("run-title")}
        xml={files.find((file) => file.path === PROCESS)?.text ?? ""}
        height={260}
        {...marks}
        selected={step?.element ?? null}
      />
      <div className={css.slider} role="group" aria-label={t("run-steps")}>
        <Button kind="quiet" icon={<ChevronFirst />} tip={t("run-first")} disabled={at <= 0} onClick={() => setAt(0)} />
        <Button
          kind="quiet"
          icon={<ChevronLeft />}
          tip={t("run-back")}
          disabled={at <= 0}
          onClick={() => setAt(at - 1)}
        />
        <input
          type="range"
          aria-label={t("run-steps")}
          aria-valuetext={t("run-at", { at: at + 1, of: steps.length })}
          min={0}
          max={Math.max(0, end)}
          value={Math.max(0, at)}
          onChange={(event) => setAt(Number(event.currentTarget.value))}
        />
        <Button
          kind="quiet"
          icon={<ChevronRight />}
          tip={t("run-forward")}
          disabled={atEnd}
          onClick={() => setAt(at + 1)}
        />
        <Button kind="quiet" icon={<ChevronLast />} tip={t("run-last")} disabled={atEnd} onClick={() => setAt(end)} />
        <span role="status" className={css.quiet}>
          {t("run-at", { at: at + 1, of: steps.length })}
          {step && ` · ${nameOf(step.element)} · ${named("run-what", step.what)}`}
        </span>
      </div>
      <div className={css.columns}>
        <section aria-label={t("run-data")} className={css.column}>
          <h3>{t("run-data")}</h3>
          <Data fields={step?.fields ?? simulation.fields} />
        </section>
        <section aria-label={t("run-waits")} className={css.column} ref={waits} tabIndex={-1}>
          <h3>{t("run-waits")}</h3>
          {!atEnd && <p className={css.quiet}>{t("run-not-at-end")}</p>}
          {atEnd && simulation.waits.length === 0 && <p className={css.quiet}>{t("run-no-waits")}</p>}
          {atEnd && simulation.waits.map((wait) => <WaitAnswer key={wait.element} wait={wait} onAnswer={onAnswer} />)}
        </section>
      </div>
    </>
  );
}

const KIND = { completed: "info", rejected: "refusal", waiting: "wait", incident: "incident" } as const;

function Outcome({ simulation }: { simulation: Simulation }) {
  const t = useText();
  const named = useNamed();
  const nameOf = useStepName();
  const { editor, show } = useOpen();
  const { incidents, outcome } = simulation;
  const isCall = (id: string) => ["connector", "send"].includes(editor.step(id)?.kind ?? "");
  if (incidents.length === 0) return <Notice kind={KIND[outcome]}>{named("run-outcome", outcome)}</Notice>;
  return incidents.map((incident) => (
    <Notice
      key={`${incident.element} ${incident.code}`}
      kind="incident"
      rule={incident.code}
      way={
        <Button
          onClick={() => {
            editor.select(incident.element);
            show("process");
          }}
        >
          {t("run-mend", { name: nameOf(incident.element) })}
        </Button>
      }
    >
      {t(isCall(incident.element) && wasCalled(simulation, incident.element) ? "run-stopped-called" : "run-stopped", {
        name: nameOf(incident.element),
        message: incident.message.replace(/\.$/, ""),
      })}
    </Notice>
  ));
}

function Data({ fields }: { fields: Record<string, unknown> }) {
  const t = useText();
  const rows = Object.entries(fields);
  if (rows.length === 0) return <p className={css.quiet}>{t("run-no-data")}</p>;
  return (
    <dl className={css.data}>
      {rows.map(([path, value]) => (
        <div key={path}>
          <dt>
            <code>{path}</code>
          </dt>
          <dd>{typeof value === "string" ? value : JSON.stringify(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
