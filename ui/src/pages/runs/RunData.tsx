/** The data of a run. Sealed values stay closed until somebody opens them, and that is recorded. */
import { LockOpen } from "lucide-react";
import { useState } from "react";
import { Button } from "../../components/Button";
import { ErrorNotice } from "../../components/Notice";
import { Waiting } from "../../components/Waiting";
import type { Revealed, RunDetail } from "../../host/contract";
import { useCommand } from "../../host/hooks";
import { FieldSheet } from "../../parts/FieldSheet";
import layout from "../../parts/layout.module.css";
import { useText } from "../../text/text";

export function RunData({ detail, onRevealed }: { detail: RunDetail; onRevealed: () => void }) {
  const t = useText();
  const reveal = useCommand("data.reveal");
  const [revealed, setRevealed] = useState<Revealed | null>(null);
  const closed = detail.fields.filter(
    (field) => field.sealed !== null && field.commitment !== null && field.value === null,
  );
  const open = () =>
    reveal.run(
      { request: detail.row.request, paths: closed.map((field) => field.path) },
      {
        done: (answer) => {
          setRevealed(answer);
          onRevealed();
        },
      },
    );
  return (
    <section className={layout.section}>
      <h2>{t("runs-data")}</h2>
      <FieldSheet fields={detail.fields} opened={revealed?.values} />
      {revealed && <p className={layout.small}>{t("runs-revealed", { index: revealed.receipt.index })}</p>}
      {reveal.error && <ErrorNotice error={reveal.error} onAgain={reveal.again} />}
      {reveal.busy && <Waiting slow={reveal.slow} words={t("sign-slow")} />}
      {!revealed && closed.length > 0 && detail.mayReveal.allowed && (
        <>
          <p className={layout.small}>{t("runs-reveal-words")}</p>
          <div>
            <Button icon={<LockOpen />} busy={reveal.busy} onClick={open}>
              {t("runs-reveal", { count: closed.length })}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
