/** Who brought something into force, and whether a second person agreed. */
import type { VouchView } from "../host/contract";
import { href } from "../router";
import { useText } from "../text/text";
import css from "./layout.module.css";

export function Vouch({ vouch }: { vouch: VouchView }) {
  const t = useText();
  return (
    <span className={css.quiet}>
      {vouch.decidedBy
        ? t("vouch-two", { proposer: vouch.proposedBy.name, decider: vouch.decidedBy.name })
        : t("vouch-one", { proposer: vouch.proposedBy.name })}{" "}
      <a className={css.noWrap} href={href("log", [String(vouch.index)])}>
        {t("timeline-entry", { entry: vouch.index })}
      </a>
    </span>
  );
}
