/** A plain task: what is known, the fields to fill in, and the signature that completes it. */
import { Stamp } from "lucide-react";
import { useState } from "react";
import { Button } from "../../components/Button";
import { Diagram } from "../../components/Diagram";
import { ErrorNotice } from "../../components/Notice";
import { Waiting } from "../../components/Waiting";
import type { TaskDetail } from "../../host/contract";
import { useCommand } from "../../host/hooks";
import { FieldForm } from "../../parts/FieldForm";
import { FieldSheet } from "../../parts/FieldSheet";
import { WhyNot } from "../../parts/May";
import { fieldErrors, sentValues, startValues } from "../../parts/plain";
import layout from "../../parts/layout.module.css";
import { useMarks } from "../../parts/marks";
import { useText } from "../../text/text";
import { ToSign } from "./Decide";
import { TaskHead, type TaskDone } from "./Task";

export function Complete({ detail, onDone, onReload }: { detail: TaskDetail; onReload: () => void } & TaskDone) {
  const t = useText();
  const complete = useCommand("tasks.complete");
  const [values, setValues] = useState(() => startValues(detail.form));
  const [tried, setTried] = useState(false);
  const marks = useMarks(detail.tokens, detail.passed);
  const { row, may } = detail;
  const known = detail.form.filter((field) => !field.writable);
  const submit = () => {
    setTried(true);
    if (Object.keys(fieldErrors(detail.form, values)).length > 0) return;
    complete.run(
      { request: row.request, task: row.task, round: row.round, fields: sentValues(detail.form, values) },
      {
        done: (receipt) => onDone(t("inbox-done-complete", { step: row.step }), receipt),
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
        {known.length > 0 && (
          <section className={layout.section}>
            <h3>{t("inbox-known")}</h3>
            <FieldSheet fields={known} />
          </section>
        )}
        {may.allowed && detail.form.some((field) => field.writable) && (
          <section className={layout.section}>
            <h3>{t("inbox-fill")}</h3>
            <FieldForm fields={detail.form} values={values} onChange={setValues} tried={tried} error={complete.error} />
          </section>
        )}
        <Diagram name={row.workflow} xml={detail.diagram} tokens={marks.tokens} done={marks.done} height={180} />
      </div>
      <footer className={layout.foot}>
        {may.allowed ? <ToSign text={detail.toSign} /> : <WhyNot may={may} />}
        {complete.error && <ErrorNotice error={complete.error} onAgain={complete.again} />}
        {complete.busy && <Waiting slow={complete.slow} words={t("sign-slow")} />}
        {may.allowed && (
          <div className={layout.footActs}>
            <Button kind="sign" icon={<Stamp />} type="submit" busy={complete.busy}>
              {t("inbox-complete")}
            </Button>
          </div>
        )}
      </footer>
    </form>
  );
}
