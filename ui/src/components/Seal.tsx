/**
 * The one mark with meaning: two interlocking strokes, sign and countersign. Words always stand beside it and say
 * verified to where, by what, until when. Never a bare tick.
 */
import { msg, useText, type Translate } from "../text/text";
import { spanText } from "../text/time";
import css from "./Seal.module.css";

export type SealState =
  | { state: "verified"; entry: number; anchor?: { ageSeconds: number; witness?: string } }
  | { state: "checking"; done: number; total: number; secondsLeft: number | null }
  | { state: "old"; ageSeconds: number | null }
  | { state: "finding"; count: number }
  | { state: "unchecked" };

export interface SealProps {
  seal: SealState;
  /** The one act that belongs to the state: show, stop, save a checkpoint, check now. */
  onAct?: () => void;
  /** Only mark and one word: for the sidebar; the whole sentence is its accessible name. */
  short?: boolean;
}

const SHORT: Record<SealState["state"], string> = {
  verified: msg("seal-short-verified"),
  checking: msg("seal-short-checking"),
  old: msg("seal-short-old"),
  finding: msg("seal-short-finding"),
  unchecked: msg("seal-short-unchecked"),
};
const ACT: Record<SealState["state"], string | null> = {
  verified: null,
  checking: msg("seal-stop"),
  old: msg("seal-save"),
  finding: msg("seal-show"),
  unchecked: msg("seal-check"),
};

function shortId(seal: SealState): string {
  return seal.state === "old" && seal.ageSeconds === null ? msg("seal-short-none") : SHORT[seal.state];
}

export function sealWords(t: Translate, seal: SealState): string {
  switch (seal.state) {
    case "verified":
      if (!seal.anchor) return t("seal-verified", { entry: seal.entry });
      return seal.anchor.witness === undefined
        ? t("seal-verified-saved", { entry: seal.entry, age: spanText(t, seal.anchor.ageSeconds) })
        : t("seal-verified-anchor", {
            entry: seal.entry,
            age: spanText(t, seal.anchor.ageSeconds),
            witness: seal.anchor.witness,
          });
    case "checking":
      if (seal.secondsLeft === null) return t("seal-checking-unknown", { done: seal.done, total: seal.total });
      return t("seal-checking", { done: seal.done, total: seal.total, left: spanText(t, seal.secondsLeft) });
    case "old":
      return seal.ageSeconds === null ? t("seal-none-outside") : t("seal-old", { age: spanText(t, seal.ageSeconds) });
    case "finding":
      return t("seal-finding", { count: seal.count });
    case "unchecked":
      return t("seal-unchecked");
  }
}

export function Seal({ seal, onAct, short = false }: SealProps) {
  const t = useText();
  const act = ACT[seal.state];
  const words = sealWords(t, seal);
  return (
    <span className={css.seal} data-state={seal.state} title={short ? words : undefined}>
      <SealMark seal={seal} />
      {short ? (
        <>
          <span aria-hidden>{seal.state === "finding" ? words : t(shortId(seal))}</span>
          <span className="sr-only">{words}</span>
        </>
      ) : (
        <span>{words}</span>
      )}
      {act && onAct && !short && (
        <button type="button" className={css.act} onClick={onAct}>
          {t(act)}
        </button>
      )}
    </span>
  );
}

const RING = 2 * Math.PI * 10;

/** The drawing alone, always used with words beside it. */
export function SealMark({ seal, size = 20 }: { seal: SealState; size?: number }) {
  const part = seal.state === "checking" && seal.total > 0 ? Math.min(1, seal.done / seal.total) : 0;
  return (
    <svg className={css.mark} data-state={seal.state} viewBox="0 0 24 24" width={size} height={size} aria-hidden>
      <circle className={css.disc} cx="12" cy="12" r="11" />
      {seal.state === "checking" && (
        <circle
          className={css.ring}
          cx="12"
          cy="12"
          r="10"
          strokeDasharray={`${RING * part} ${RING}`}
          transform="rotate(-90 12 12)"
        />
      )}
      {seal.state === "old" && <path className={css.notch} d="M12 12 L17.6 1.9 A11.5 11.5 0 0 1 23 8.6 Z" />}
      {/* Sign: an open stroke. Countersign: its counterpart, which passes over it above and under it below. */}
      <path className={css.stroke} d="M13.55 9.79 A4.7 4.7 0 1 0 13.55 14.21" />
      <path className={css.gap} d="M10.9 9.11 A4.7 4.7 0 0 1 13.38 7.46" />
      <path className={css.stroke} d="M10.45 9.79 A4.7 4.7 0 1 1 10.45 14.21" />
      <path className={css.gap} d="M13.1 14.89 A4.7 4.7 0 0 1 10.62 16.54" />
      <path className={css.over} d="M13.55 14.21 A4.7 4.7 0 0 1 10 16.66" />
    </svg>
  );
}
