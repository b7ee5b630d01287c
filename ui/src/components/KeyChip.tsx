/** A signing key: its fingerprint, and whether it is in force. */
import { KeyRound } from "lucide-react";
import { msg, useText } from "../text/text";
import { Digest } from "./Digest";
import css from "./KeyChip.module.css";

export type KeyState = "valid" | "ended" | "pending";
const WORDS: Record<KeyState, string> = {
  valid: msg("key-valid"),
  ended: msg("key-ended"),
  pending: msg("key-pending"),
};

export function KeyChip({ fingerprint, state }: { fingerprint: string; state: KeyState }) {
  const t = useText();
  return (
    <span className={css.key} data-state={state}>
      <KeyRound aria-hidden />
      <Digest value={fingerprint} />
      <span className={css.words}>{t(WORDS[state])}</span>
    </span>
  );
}
