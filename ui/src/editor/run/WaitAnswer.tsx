/** What a test run waits for at a step, and what a person can answer for whoever or whatever it is. */
import { useState } from "react";
import { Button } from "../../components/Button";
import { NumberField } from "../../components/NumberField";
import { TextField } from "../../components/TextField";
import type { FieldView, SimAnswer, Simulation } from "../../host/contract";
import { FieldForm } from "../../parts/FieldForm";
import { fieldErrors, sentValues, startValues, type Values } from "../../parts/plain";
import { useNamed, useText } from "../../text/text";
import { fieldViews, readForm } from "../form/form";
import type { Editor } from "../model/editor";
import { formId, header } from "../model/extension";
import { useOpen } from "../model/useEditor";
import css from "./Run.module.css";

type Wait = Simulation["waits"][number];

export function WaitAnswer({ wait, onAnswer }: { wait: Wait; onAnswer: (answer: SimAnswer) => void }) {
  const named = useNamed();
  const answer = (kind: SimAnswer["kind"], more: Partial<SimAnswer> = {}) =>
    onAnswer({ at: wait.element, kind, ...more });
  return (
    <div className={css.wait} role="group" aria-label={wait.name || wait.element}>
      <p>
        <b>{wait.name || wait.element}</b>{" "}
        <span className={css.quiet}>
          {named("run-wait", wait.kind)} {wait.due}
        </span>
      </p>
      {wait.kind === "task" && <TaskAnswer wait={wait} answer={answer} />}
      {wait.kind === "approval" && <ApprovalAnswer answer={answer} />}
      {wait.kind === "connector" && <ConnectorAnswer wait={wait} answer={answer} />}
      {wait.kind === "timer" && <TimerAnswer answer={answer} />}
      {wait.kind === "message" && <MessageAnswer answer={answer} />}
    </div>
  );
}

type Answers = (kind: SimAnswer["kind"], more?: Partial<SimAnswer>) => void;

function fieldsOf(editor: Editor, wait: Wait): FieldView[] {
  const step = editor.steps().find((each) => each.id === wait.element);
  const form = readForm(editor.file(`forms/${wait.form ?? formId(step?.bo)}.form`) ?? "");
  return form ? fieldViews(form) : [];
}

function TaskAnswer({ wait, answer }: { wait: Wait; answer: Answers }) {
  const t = useText();
  const { editor } = useOpen();
  const fields = fieldsOf(editor, wait);
  const [values, setValues] = useState<Values>(() => startValues(fields));
  const [tried, setTried] = useState(false);
  const send = () => {
    setTried(true);
    if (Object.keys(fieldErrors(fields, values)).length === 0)
      answer("complete", { fields: sentValues(fields, values) });
  };
  return (
    <>
      <FieldForm fields={fields} values={values} onChange={setValues} tried={tried} />
      <div className={css.acts}>
        <Button onClick={send}>{t("run-complete")}</Button>
      </div>
    </>
  );
}

function ApprovalAnswer({ answer }: { answer: Answers }) {
  const t = useText();
  return (
    <div className={css.acts}>
      <Button onClick={() => answer("approve")}>{t("run-approve")}</Button>
      <Button onClick={() => answer("reject")}>{t("run-reject")}</Button>
    </div>
  );
}

function TimerAnswer({ answer }: { answer: Answers }) {
  const t = useText();
  return (
    <div className={css.acts}>
      <Button onClick={() => answer("fire")}>{t("run-fire")}</Button>
    </div>
  );
}

/** Fields of the answer that the connector of the draft says it keeps. */
function outputsOf(editor: Editor, wait: Wait): string[] {
  const step = editor.steps().find((each) => each.id === wait.element);
  try {
    const file = JSON.parse(editor.file(`connectors/${header(step?.bo, "connector")}.json`) ?? "{}") as {
      outputs?: Record<string, unknown>;
    };
    return Object.keys(file.outputs ?? {});
  } catch {
    return [];
  }
}

const OK = 200;
const BROKEN = 500;

const isGood = (status: number) => status >= 200 && status <= 299;

function ConnectorAnswer({ wait, answer }: { wait: Wait; answer: Answers }) {
  const t = useText();
  const { editor } = useOpen();
  const outputs = outputsOf(editor, wait);
  const [values, setValues] = useState<Record<string, string>>({});
  const [status, setStatus] = useState<number | null>(OK);
  const fields = Object.fromEntries(outputs.flatMap((name) => (values[name] ? [[name, values[name]]] : [])));
  return (
    <>
      <NumberField label={t("run-status")} min={100} value={status} onChange={setStatus} />
      {outputs.map((name) => (
        <TextField
          key={name}
          label={name}
          optional
          value={values[name] ?? ""}
          onChange={(value) => setValues({ ...values, [name]: value })}
        />
      ))}
      <div className={css.acts}>
        <Button onClick={() => answer("answer", { status: status ?? OK, fields })}>{t("run-answer")}</Button>
        <Button onClick={() => answer("fail", { status: status === null || isGood(status) ? BROKEN : status })}>
          {t("run-fail")}
        </Button>
        <Button onClick={() => answer("unknown")}>{t("run-unknown")}</Button>
      </div>
    </>
  );
}

function MessageAnswer({ answer }: { answer: Answers }) {
  const t = useText();
  const [name, setName] = useState("");
  const [value, setValue] = useState("");
  const fields = name.trim() === "" ? {} : { [name.trim()]: value };
  return (
    <>
      <div className={css.two}>
        <TextField label={t("run-message-field")} optional value={name} onChange={setName} />
        <TextField label={t("run-message-value")} optional value={value} onChange={setValue} />
      </div>
      <div className={css.acts}>
        <Button onClick={() => answer("message", { fields })}>{t("run-message")}</Button>
      </div>
    </>
  );
}
