/** Roles somebody has, where each holds, where it comes from, and taking one away. */
import { useState } from "react";
import { Button } from "../../components/Button";
import { When } from "../../components/When";
import type { GrantRow, Proposed } from "../../host/contract";
import { useCommand } from "../../host/hooks";
import layout from "../../parts/layout.module.css";
import { SignDialog } from "../../parts/SignDialog";
import { Vouch } from "../../parts/Vouch";
import { grantWords } from "../../parts/words";
import { useNamed, useText } from "../../text/text";
import css from "./People.module.css";

export function Grants({
  grants,
  mayRevoke,
  onDone,
}: {
  grants: readonly GrantRow[];
  mayRevoke: boolean;
  onDone: (proposed: Proposed) => void;
}) {
  const t = useText();
  const named = useNamed();
  const revoke = useCommand("grants.revoke");
  const [revoking, setRevoking] = useState<GrantRow | null>(null);
  const [reason, setReason] = useState("");
  const send = (grant: GrantRow) =>
    revoke.run(
      { grant: grant.id, reason: reason.trim() || null },
      {
        done: (made) => {
          setRevoking(null);
          onDone(made);
        },
      },
    );
  if (grants.length === 0) return <p className={layout.quiet}>{t("people-no-roles")}</p>;
  return (
    <>
      <ul className={layout.items}>
        {grants.map((grant) => (
          <li key={grant.id} className={css.grant} data-ended={!grant.inForce || undefined}>
            <span className={`${layout.row} ${layout.between}`}>
              <b>{grantWords(t, named, grant)}</b>
              {mayRevoke && grant.inForce && (
                <Button
                  kind="quiet"
                  aria-label={t("grant-revoke-of", { grant: grantWords(t, named, grant) })}
                  onClick={() => setRevoking(grant)}
                >
                  {t("grant-revoke")}
                </Button>
              )}
            </span>
            <span className={layout.small}>
              {grant.group && t("grant-by-group", { group: grant.group })} {!grant.inForce && t("grant-ended")}{" "}
              {grant.until && (
                <>
                  {t("grant-until")} <When at={grant.until} />
                </>
              )}
            </span>
            <span className={`${layout.small} ${layout.begins}`}>
              <Vouch vouch={grant.vouch} />
            </span>
          </li>
        ))}
      </ul>
      {revoking && (
        <SignDialog
          title={t("grant-revoke-title")}
          description={grantWords(t, named, revoking)}
          sign={t("grant-sign-revoke")}
          kind="stop"
          busy={revoke.busy}
          slow={revoke.slow}
          error={revoke.error}
          onAgain={revoke.again}
          onSign={() => send(revoking)}
          onClose={() => setRevoking(null)}
          reason={reason}
          onReason={setReason}
        />
      )}
    </>
  );
}
