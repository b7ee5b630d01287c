/**
 * A test run of the draft: the same kernel, no effects. A person fills in the start form and answers for everybody else; the path is
 * drawn, step by step, forwards and back.
 *
 * INVARIANT: a run is its input and its answers; the engine plays it from the beginning each time, so that nothing here has a state
 * of the workflow of its own.
 */
import { ChevronFirst, ChevronLast, ChevronLeft, ChevronRight, Play, RotateCcw, Undo2 } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import { Button } from "../../components/Button";
import { Diagram } from "../../components/Diagram";
import { ErrorNotice, Notice } from "../../components/Notice";
import { Waiting } from "../../components/Waiting";
import type { NamedFile, SimAnswer, Simulation } from "../../host/contract";
import { useQuery } from "../../host/hooks";
import { FieldForm } from "../../parts/FieldForm";
import { fieldErrors, sentValues, startValues, type Values } from "../../parts/plain";
import { useNamed, useText } from "../../text/text";
import { fieldViews, readForm } from "../form/form";
import { PROCESS, type Editor } from "../model/editor";
import { formId } from "../model/extension";
import { useOpen } from "../model/useEditor";
import { useStepName } from "../panel/WaysSection";
import { marksAt, wasCalled } from "./marks";
import { WaitAnswer } from "./WaitAnswer";
import css from "./Run.module.css";

interface Run {
  input: Record<string, unknown>;
  answers: SimAnswer[];
}

export function TestRun() {
  const t = useText();
  const { editor } = useOpen();
  const [files, setFiles] = useState<NamedFile[] | null>(null);
  const [run, setRun] = useState<Run | null>(null);
  const { edits } = editor;
  // The run is of the draft as it is now.
  useEffect(() => {
    let stopped = false;
    void editor.allFiles().then((all) => !stopped && setFiles(all));
    return () => {
      stopped = true;
    };
    // oxlint-disable-next-line react/exhaustive-effect-dependencies, react/exhaustive-deps
  }, [editor, edits]);
  if (!files) return <Waiting slow={false} />;
  if (run === null) return <Start onStart={(input) => setRun({ input, answers: [] })} />;
  return (
    <Played
      files={files}
      run={run}
      onAnswer={(answer) => setRun({ ...run, answers: [...run.answers, answer] })}
      onBack={() => setRun({ ...run, answers: run.answers.slice(0, -1) })}
      onAgain={() => setRun(null)}
      words={t("run-again")}
    />
  );
}

/** The fields of the form with which the workflow begins. */
function startFields(editor: Editor) {
  const start = editor.steps().find((step) => step.kind === "start" && step.level === 1);
  const form = readForm(editor.file(`forms/${formId(start?.bo)}.form`) ?? "");
  return form ? fieldViews(form) : [];
}

function Start({ onStart }: { onStart: (input: Record<string, unknown>) => void }) {
  const t = useText();
  const { editor } = useOpen();
  const fields = startFields(editor);
  const [values, setValues] = useState<Values>(() => startValues(fields));
  const [tried, setTried] = useState(false);
  return (
    <div className={css.start}>
      <h2>{t("run-title")}</h2>
      <p className={css.quiet}>{t("run-words")}</p>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (Object.keys(fieldErrors(fields, values)).length === 0) onStart(sentValues(fields, values));
        }}
      >
        {fields.length === 0 && <p>{t("run-no-form")}</p>}
        <FieldForm fields={fields} values={values} onChange={setValues} tried={tried} />
        <div>
          <Button kind="primary" type="submit" icon={<Play />}>
            {t("run-start")}
          </Button>
        </div>
      </form>
    </div>
  );
}

function Played({
  files,
  run,
  onAnswer,
  onBack,
  onAgain,
  words,
}: {
  files: NamedFile[];
  run: Run;
  onAnswer: (answer: SimAnswer) => void;
  onBack: () => void;
  onAgain: () => void;
  words: string;
}) {
  const t = useText();
  const played = useQuery("drafts.simulate", { files, ...run }, { topics: [] });
  const [last, setLast] = useState<Simulation>();
  // While the next answer is on its way, the last one stays.
  if (played.data && played.data !== last) setLast(played.data);
  const shown = played.data ?? last;
  return (
    <div className={css.run}>
      <div className={css.head}>
        <Button icon={<RotateCcw />} onClick={onAgain}>
          {words}
        </Button>
        <Button icon={<Undo2 />} disabled={run.answers.length === 0} onClick={onBack}>
          {t("run-take-back")}
        </Button>
        {played.slow && <span className={css.quiet}>{t("run-busy")}</span>}
      </div>
      {played.error && <ErrorNotice error={played.error} onAgain={played.reload} />}
      {shown && <Shown key={shown.steps.length} simulation={shown} files={files} onAnswer={onAnswer} />}
      {!shown && !played.error && <Waiting slow={played.slow} words={t("run-busy")} />}
    </div>
  );
}

function Shown({
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
        <section aria-label={t("run-waits")} className={css.column}>
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
