/** The state of the record in words, the check while it runs, and what it found. Findings are never hidden. */
import { ErrorNotice, Notice } from "../../components/Notice";
import { Progress } from "../../components/Progress";
import { Seal } from "../../components/Seal";
import { When } from "../../components/When";
import { sealState } from "../../frame/sealState";
import { useSession } from "../../frame/session";
import { useCommand } from "../../host/hooks";
import { href } from "../../router";
import { useNow } from "../../text/now";
import { useText } from "../../text/text";
import css from "./Log.module.css";

export function SealPanel({ onCheck, onCheckpoint }: { onCheck: () => void; onCheckpoint: () => void }) {
  const t = useText();
  const now = useNow();
  const { seal } = useSession().app;
  const stop = useCommand("verify.stop");
  const state = sealState(seal, now);
  return (
    <section className={css.seal} aria-label={t("log-seal")}>
      {seal.state === "checking" ? (
        <Progress
          label={t("log-checking")}
          done={seal.done}
          total={seal.total === 0 ? null : seal.total}
          secondsLeft={seal.secondsLeft}
          onStop={() => stop.run({})}
        />
      ) : (
        <div className={css.truth}>
          <Seal
            seal={state}
            onAct={state.state === "finding" ? undefined : state.state === "old" ? onCheckpoint : onCheck}
          />
          {"at" in seal && (
            <span className={css.when}>
              {t("log-checked")} <When at={seal.at} />
            </span>
          )}
        </div>
      )}
      {stop.error && <ErrorNotice error={stop.error} onAgain={stop.again} />}
      {seal.state === "findings" &&
        seal.findings.map((finding) => (
          <Notice
            key={`${finding.code} ${finding.index} ${finding.message}`}
            kind="incident"
            rule={finding.code}
            way={
              finding.index !== null && (
                <a href={href("log", [String(finding.index)])}>{t("timeline-entry", { entry: finding.index })}</a>
              )
            }
          >
            {finding.message}
          </Notice>
        ))}
    </section>
  );
}
