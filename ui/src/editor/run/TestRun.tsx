/**
 * A test run of the draft: the same kernel, no effects. A person fills in the start form and answers for everybody else; the path is
 * drawn, step by step, forwards and back.
 *
 * INVARIANT: a run is its input and its answers; the engine plays it from the beginning each time, so that nothing here has a state
 * of the workflow of its own.
 */
import { FlaskConical, Play, RotateCcw, Undo2 } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "../../components/Button";
import { ErrorNotice } from "../../components/Notice";
import { Waiting } from "../../components/Waiting";
import type { NamedFile, SimAnswer, Simulation } from "../../host/contract";
import { useQuery } from "../../host/hooks";
import { FieldForm } from "../../parts/FieldForm";
import { fieldErrors, sentValues, startValues, type Values } from "../../parts/plain";
import { useText } from "../../text/text";
import { fieldViews, readForm } from "../form/form";
import type { Editor } from "../model/editor";
import { formId } from "../model/extension";
import { useOpen } from "../model/useEditor";
import { Cases } from "./Cases";
import type { Run } from "./cases";
import { SaveCase } from "./SaveCase";
import { Shown } from "./Shown";
import css from "./Run.module.css";

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
  if (run === null) return <Start onStart={setRun} />;
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

function Start({ onStart }: { onStart: (run: Run) => void }) {
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
          if (Object.keys(fieldErrors(fields, values)).length === 0)
            onStart({ input: sentValues(fields, values), answers: [] });
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
      <Cases onPlay={onStart} />
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
  const [saving, setSaving] = useState(false);
  const [saved, setSaved] = useState<string | null>(null);
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
        <Button icon={<FlaskConical />} disabled={!played.data} onClick={() => setSaving(true)}>
          {t("case-keep")}
        </Button>
        <span role="status" className={css.quiet}>
          {saved !== null && t("case-kept", { name: saved })}
        </span>
        {played.slow && <span className={css.quiet}>{t("run-busy")}</span>}
      </div>
      {played.error && <ErrorNotice error={played.error} onAgain={played.reload} />}
      {shown && <Shown key={shown.steps.length} simulation={shown} files={files} onAnswer={onAnswer} />}
      {!shown && !played.error && <Waiting slow={played.slow} words={t("run-busy")} />}
      {saving && played.data && (
        <SaveCase
          run={run}
          came={played.data}
          onClose={() => setSaving(false)}
          onSaved={(name) => {
            setSaving(false);
            setSaved(name);
          }}
        />
      )}
    </div>
  );
}
