/** Drafts on this workstation: unsigned, and only here until a version is made of them. */
import { PencilLine, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { ErrorNotice } from "../../components/Notice";
import { StateBadge } from "../../components/StateBadge";
import { When } from "../../components/When";
import type { DraftRow } from "../../host/contract";
import { useCommand, useQuery } from "../../host/hooks";
import layout from "../../parts/layout.module.css";
import { href } from "../../router";
import { useText } from "../../text/text";
import css from "./Workflows.module.css";

export function Drafts({ workflow }: { workflow?: string }) {
  const t = useText();
  const drafts = useQuery("drafts.list", {}, { topics: ["workflows"] });
  const [going, setGoing] = useState<DraftRow | null>(null);
  const rows = (drafts.data?.drafts ?? []).filter((row) => workflow === undefined || row.workflow === workflow);
  if (drafts.error)
    return (
      <div className={layout.pad}>
        <ErrorNotice error={drafts.error} onAgain={drafts.reload} />
      </div>
    );
  if (rows.length === 0) return null;
  return (
    <section className={css.drafts} aria-label={t("drafts")}>
      <h2>{t("drafts")}</h2>
      <p className={layout.small}>{t("drafts-words")}</p>
      <ul>
        {rows.map((row) => (
          <li key={row.draft} className={css.draft}>
            <StateBadge state="draft" />
            <a className={css.name} href={href("workflows", [row.workflow, "edit"], { draft: row.draft })}>
              {row.name || row.workflow}
            </a>
            <span className={layout.small}>
              {t("draft-by", { person: row.by.name })} · <When at={row.at} />
            </span>
            <span className={css.draftActs}>
              <Button
                kind="quiet"
                icon={<PencilLine />}
                tip={t("draft-edit", { name: row.name })}
                onClick={() => {
                  location.hash = href("workflows", [row.workflow, "edit"], { draft: row.draft });
                }}
              />
              <Button
                kind="quiet"
                icon={<Trash2 />}
                tip={t("draft-delete", { name: row.name })}
                onClick={() => setGoing(row)}
              />
            </span>
          </li>
        ))}
      </ul>
      {going && <Delete row={going} onClose={() => setGoing(null)} onDone={drafts.reload} />}
    </section>
  );
}

function Delete({ row, onClose, onDone }: { row: DraftRow; onClose: () => void; onDone: () => void }) {
  const t = useText();
  const send = useCommand("drafts.delete");
  const done = () => {
    onClose();
    onDone();
  };
  return (
    <Dialog
      title={t("draft-delete", { name: row.name })}
      description={t("draft-delete-words")}
      open
      onOpenChange={(open) => !open && onClose()}
      foot={
        <>
          <Button kind="quiet" onClick={onClose}>
            {t("dialog-cancel")}
          </Button>
          <Button kind="stop" busy={send.busy} onClick={() => send.run({ draft: row.draft }, { done })}>
            {t("draft-delete-sure")}
          </Button>
        </>
      }
    >
      {send.error && <ErrorNotice error={send.error} onAgain={send.again} />}
    </Dialog>
  );
}
