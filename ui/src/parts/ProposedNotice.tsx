/** What became of a proposal: in force on one person's word, or waiting for another. */
import { Button } from "../components/Button";
import { Notice } from "../components/Notice";
import type { Proposed } from "../host/contract";
import { href } from "../router";
import { useText } from "../text/text";
import css from "./layout.module.css";

export function ProposedNotice({ proposed, onClose }: { proposed: Proposed; onClose: () => void }) {
  const t = useText();
  return (
    <div className={css.pad}>
      <Notice
        kind={proposed.inForce ? "info" : "wait"}
        way={
          <>
            {!proposed.inForce && <a href={href("changes", [proposed.change])}>{t("proposed-show")}</a>}
            <Button kind="quiet" onClick={onClose}>
              {t("notice-close")}
            </Button>
          </>
        }
      >
        {t(proposed.inForce ? "proposed-in-force" : "proposed-waits", { index: proposed.receipt.index })}
      </Notice>
    </div>
  );
}
