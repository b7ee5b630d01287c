/** The form of a workflow in one column, beside it who will be asked; signing it gives a receipt. */
import { Stamp } from "lucide-react";
import { useState } from "react";
import { Button } from "../../components/Button";
import { Digest } from "../../components/Digest";
import { ErrorNotice } from "../../components/Notice";
import { Waiting } from "../../components/Waiting";
import type { AskedView, StartForm, Started } from "../../host/contract";
import { useCommand, useQuery } from "../../host/hooks";
import { Answer } from "../../parts/Answer";
import { FieldForm } from "../../parts/FieldForm";
import { WhyNot } from "../../parts/May";
import { fieldErrors, sentValues, startValues } from "../../parts/plain";
import layout from "../../parts/layout.module.css";
import { ReceiptView } from "../../parts/ReceiptView";
import { canStillWords, ruleWords } from "../../parts/words";
import { href } from "../../router";
import { useNamed, useText } from "../../text/text";
import css from "./Requests.module.css";

export function Start({ workflow }: { workflow: string }) {
  const t = useText();
  const form = useQuery("requests.form", { workflow }, { topics: ["workflows", "people", "rules"] });
  const [started, setStarted] = useState<Started | null>(null);
  return (
    <div className={layout.scroll}>
      {started ? (
        <div className={`${layout.reading} ${layout.narrow}`}>
          <ReceiptView
            title={t("requests-started", { workflow: form.data?.name ?? workflow })}
            receipt={started.receipt}
            ways={<a href={href("runs", [started.request])}>{t("requests-follow")}</a>}
          />
        </div>
      ) : (
        // A version published meanwhile has a form of its own: what was typed for the other is not carried over.
        <Answer of={form}>{(data) => <Form key={data.version} form={data} onStarted={setStarted} />}</Answer>
      )}
    </div>
  );
}

function Form({ form, onStarted }: { form: StartForm; onStarted: (started: Started) => void }) {
  const t = useText();
  const start = useCommand("requests.start");
  const [values, setValues] = useState(() => startValues(form.fields));
  const [tried, setTried] = useState(false);
  const submit = () => {
    setTried(true);
    if (Object.keys(fieldErrors(form.fields, values)).length > 0) return;
    start.run(
      { workflow: form.workflow, version: form.version, fields: sentValues(form.fields, values) },
      { done: onStarted },
    );
  };
  return (
    <div className={css.start}>
      <form
        className={layout.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <div className={layout.docHead}>
          <h2>{form.name}</h2>
          <p className={layout.small}>
            {t("requests-version")} <Digest value={form.version} />
          </p>
        </div>
        <WhyNot may={form.mayStart} />
        <FieldForm fields={form.fields} values={values} onChange={setValues} tried={tried} error={start.error} />
        {start.error && <ErrorNotice error={start.error} onAgain={start.again} />}
        {start.busy && <Waiting slow={start.slow} words={t("sign-slow")} />}
        <div className={layout.row}>
          <Button kind="sign" icon={<Stamp />} type="submit" busy={start.busy} disabled={!form.mayStart.allowed}>
            {t("requests-submit")}
          </Button>
          <span className={layout.small}>{t("requests-submit-words")}</span>
        </div>
      </form>
      <Asked asked={form.asked} />
    </div>
  );
}

function Asked({ asked }: { asked: readonly AskedView[] }) {
  const t = useText();
  const named = useNamed();
  return (
    <aside className={css.asked}>
      <h2>{t("requests-asked")}</h2>
      {asked.length === 0 && <p className={layout.quiet}>{t("requests-nobody")}</p>}
      <ol className={layout.column}>
        {asked.map(({ step, rule }) => (
          <li key={`${step} ${rule.id}`} className={css.step}>
            <b>{step}</b>
            <span>{ruleWords(t, named, rule)}</span>
            <span className={layout.small}>{canStillWords(t, rule)}</span>
          </li>
        ))}
      </ol>
    </aside>
  );
}
