/**
 * The foot of an approval: reject, return, or sign and approve.
 *
 * INVARIANT: a decision names the digest of what was on the screen. When the document changed meanwhile, the host refuses, and
 * the newer document is shown before anything is signed.
 */
import { Stamp, Undo2, X } from "lucide-react";
import { useState, type ReactNode } from "react";
import { Button } from "../../components/Button";
import { ErrorNotice } from "../../components/Notice";
import { Waiting } from "../../components/Waiting";
import { usePageKeys } from "../../frame/shortcuts";
import type { TaskDetail } from "../../host/contract";
import { useCommand } from "../../host/hooks";
import { WhyNot } from "../../parts/May";
import { SignDialog } from "../../parts/SignDialog";
import layout from "../../parts/layout.module.css";
import { msg, useText } from "../../text/text";
import type { TaskDone } from "./Task";

type Verdict = "approve" | "reject" | "return";
const DONE: Record<Verdict, string> = {
  approve: msg("inbox-done-approve"),
  reject: msg("inbox-done-reject"),
  return: msg("inbox-done-return"),
};

export function Decide({
  detail,
  onDone,
  onReload,
  children,
}: { detail: TaskDetail; onReload: () => void; children: ReactNode } & TaskDone) {
  const t = useText();
  const decide = useCommand("approvals.decide");
  const [asking, setAsking] = useState<"reject" | "return" | null>(null);
  const [reason, setReason] = useState("");
  const { row, may } = detail;
  const send = (verdict: Verdict) =>
    decide.run(
      {
        request: row.request,
        task: row.task,
        round: row.round,
        shown: detail.shown,
        verdict,
        reason: reason.trim() || null,
      },
      {
        done: (receipt) => {
          setAsking(null);
          onDone(t(DONE[verdict], { step: row.step }), receipt);
        },
        refused: onReload,
      },
    );
  const ask = (verdict: "reject" | "return") => {
    decide.reset();
    setAsking(verdict);
  };
  usePageKeys(
    may.allowed && !decide.busy ? { a: () => send("approve"), r: () => ask("reject"), t: () => ask("return") } : {},
  );
  return (
    <>
      <div className={layout.docBody}>{children}</div>
      <footer className={layout.foot}>
        {may.allowed ? <ToSign text={detail.toSign} /> : <WhyNot may={may} />}
        {decide.error && !asking && <ErrorNotice error={decide.error} onAgain={decide.again} />}
        {decide.busy && <Waiting slow={decide.slow} words={t("sign-slow")} />}
        {may.allowed && (
          <div className={layout.footActs}>
            <Button kind="stop" icon={<X />} keys={["r"]} disabled={decide.busy} onClick={() => ask("reject")}>
              {t("inbox-reject")}
            </Button>
            <Button icon={<Undo2 />} keys={["t"]} disabled={decide.busy} onClick={() => ask("return")}>
              {t("inbox-return")}
            </Button>
            <Button kind="sign" icon={<Stamp />} keys={["a"]} busy={decide.busy} onClick={() => send("approve")}>
              {t("inbox-approve")}
            </Button>
          </div>
        )}
      </footer>
      {asking && (
        <SignDialog
          title={t(asking === "reject" ? "inbox-reject-title" : "inbox-return-title", { step: row.step })}
          description={t(asking === "reject" ? "inbox-reject-words" : "inbox-return-words", {
            requester: row.requester.name,
          })}
          sign={t(asking === "reject" ? "inbox-sign-reject" : "inbox-sign-return")}
          kind={asking === "reject" ? "stop" : "sign"}
          busy={decide.busy}
          slow={decide.slow}
          error={decide.error}
          onAgain={decide.again}
          onSign={() => send(asking)}
          onClose={() => setAsking(null)}
          reason={reason}
          onReason={setReason}
          reasonNeeded
        />
      )}
    </>
  );
}

/** Exactly what the signature will cover, to be opened before signing. */
export function ToSign({ text }: { text: string }) {
  const t = useText();
  if (text === "") return null;
  return (
    <details className={layout.disclosure}>
      <summary>{t("inbox-to-sign")}</summary>
      <p className={layout.small}>{t("inbox-to-sign-words")}</p>
      <pre tabIndex={0} className={layout.code}>
        {text}
      </pre>
    </details>
  );
}
