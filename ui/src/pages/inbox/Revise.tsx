/** What was returned to its requester: why, the fields that may be changed, and the signature that sends it again. */
import { Stamp } from "lucide-react";
import { useState } from "react";
import { Button } from "../../components/Button";
import { ErrorNotice } from "../../components/Notice";
import { Waiting } from "../../components/Waiting";
import type { TaskDetail } from "../../host/contract";
import { useCommand } from "../../host/hooks";
import { FieldForm } from "../../parts/FieldForm";
import { WhyNot } from "../../parts/May";
import { changedValues, fieldErrors, startValues } from "../../parts/plain";
import layout from "../../parts/layout.module.css";
import { useText } from "../../text/text";
import { Decisions, TaskHead, type TaskDone } from "./Task";

export function Revise({ detail, onDone, onReload }: { detail: TaskDetail; onReload: () => void } & TaskDone) {
  const t = useText();
  const revise = useCommand("requests.revise");
  const [values, setValues] = useState(() => startValues(detail.form));
  const [tried, setTried] = useState(false);
  const { row, may } = detail;
  // A sealed value that is not opened here stays as it is when it is left empty.
  const fields = detail.form.map((field) =>
    field.sealed !== null && field.commitment !== null && field.value === null ? { ...field, required: false } : field,
  );
  const submit = () => {
    setTried(true);
    if (Object.keys(fieldErrors(fields, values)).length > 0) return;
    revise.run(
      { request: row.request, fields: changedValues(fields, values) },
      {
        done: (receipt) => onDone(t("inbox-done-revise", { workflow: row.workflow }), receipt),
        refused: onReload,
      },
    );
  };
  return (
    <form
      className={layout.doc}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className={layout.docBody}>
        <TaskHead row={row} />
        {detail.decisions.length > 0 && (
          <section className={layout.section}>
            <h3>{t("inbox-why-returned")}</h3>
            <Decisions decisions={detail.decisions} />
          </section>
        )}
        <section className={layout.section}>
          <h3>{t("inbox-revise")}</h3>
          <p className={layout.quiet}>{t("inbox-revise-words")}</p>
          <FieldForm fields={fields} values={values} onChange={setValues} tried={tried} error={revise.error} />
        </section>
      </div>
      <footer className={layout.foot}>
        <WhyNot may={may} />
        {revise.error && <ErrorNotice error={revise.error} onAgain={revise.again} />}
        {revise.busy && <Waiting slow={revise.slow} words={t("sign-slow")} />}
        {may.allowed && (
          <div className={layout.footActs}>
            <Button kind="sign" icon={<Stamp />} type="submit" busy={revise.busy}>
              {t("inbox-send-again")}
            </Button>
          </div>
        )}
      </footer>
    </form>
  );
}
