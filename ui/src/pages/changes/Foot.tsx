/**
 * The foot of a change: reject, or sign and approve; one's own is withdrawn.
 *
 * INVARIANT: a decision names the digest of the change that was shown.
 */
import { Check, Undo2, X } from "lucide-react";
import { useState } from "react";
import { Button } from "../../components/Button";
import { ErrorNotice } from "../../components/Notice";
import { Waiting } from "../../components/Waiting";
import { usePageKeys } from "../../frame/shortcuts";
import type { ChangeRow, Receipt } from "../../host/contract";
import { useCommand } from "../../host/hooks";
import { WhyNot } from "../../parts/May";
import layout from "../../parts/layout.module.css";
import { SignDialog } from "../../parts/SignDialog";
import { useText } from "../../text/text";

export interface Deciding {
  onDone: (title: string, receipt: Receipt) => void;
  onStale: () => void;
}

export function Foot({ change, onDone, onStale }: { change: ChangeRow } & Deciding) {
  const t = useText();
  const decide = useCommand("changes.decide");
  const withdraw = useCommand("changes.withdraw");
  const [rejecting, setRejecting] = useState(false);
  const [reason, setReason] = useState("");
  const send = (approve: boolean) =>
    decide.run(
      { change: change.id, digest: change.digest, approve, reason: reason.trim() || null },
      {
        done: (receipt) => {
          setRejecting(false);
          onDone(t(approve ? "changes-approved" : "changes-rejected"), receipt);
        },
        refused: onStale,
      },
    );
  const takeBack = () =>
    withdraw.run(
      { change: change.id },
      { done: (receipt) => onDone(t("changes-withdrawn"), receipt), refused: onStale },
    );
  const may = change.mayDecide.allowed;
  usePageKeys(
    may && !decide.busy
      ? {
          a: () => send(true),
          r: () => {
            decide.reset();
            setRejecting(true);
          },
        }
      : {},
  );
  const failed = decide.error ? decide : withdraw;
  return (
    <footer className={layout.foot}>
      <WhyNot may={change.mayDecide} />
      {failed.error && !rejecting && <ErrorNotice error={failed.error} onAgain={failed.again} />}
      {(decide.busy || withdraw.busy) && <Waiting slow={decide.slow || withdraw.slow} words={t("sign-slow")} />}
      <div className={layout.footActs}>
        {change.yours && (
          <Button icon={<Undo2 />} busy={withdraw.busy} onClick={takeBack}>
            {t("changes-withdraw")}
          </Button>
        )}
        {may && (
          <>
            <Button
              kind="stop"
              icon={<X />}
              keys={["r"]}
              disabled={decide.busy}
              onClick={() => {
                decide.reset();
                setRejecting(true);
              }}
            >
              {t("changes-reject")}
            </Button>
            <Button kind="sign" icon={<Check />} keys={["a"]} busy={decide.busy} onClick={() => send(true)}>
              {t("changes-approve")}
            </Button>
          </>
        )}
      </div>
      {rejecting && (
        <SignDialog
          title={t("changes-reject-title")}
          description={t("changes-reject-words", { by: change.by.name })}
          sign={t("changes-sign-reject")}
          kind="stop"
          busy={decide.busy}
          slow={decide.slow}
          error={decide.error}
          onAgain={decide.again}
          onSign={() => send(false)}
          onClose={() => setRejecting(false)}
          reason={reason}
          onReason={setReason}
          reasonNeeded
        />
      )}
    </footer>
  );
}
