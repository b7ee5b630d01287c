/** A state as shape and words; colour only repeats what the shape says. To add one: a line in `STATES` and its text. */
import {
  Circle,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleDot,
  CircleSlash,
  CircleX,
  Hourglass,
  PencilLine,
  Stamp,
  Undo2,
} from "lucide-react";
import { msg, useText } from "../text/text";
import css from "./StateBadge.module.css";

const STATES = {
  open: { words: msg("state-open"), icon: Circle, tone: "plain" },
  waiting: { words: msg("state-waiting"), icon: Hourglass, tone: "wait" },
  approved: { words: msg("state-approved"), icon: Stamp, tone: "seal" },
  rejected: { words: msg("state-rejected"), icon: CircleX, tone: "stop" },
  returned: { words: msg("state-returned"), icon: Undo2, tone: "wait" },
  running: { words: msg("state-running"), icon: CircleDot, tone: "act" },
  done: { words: msg("state-done"), icon: CircleCheck, tone: "seal" },
  incident: { words: msg("state-incident"), icon: CircleAlert, tone: "stop" },
  draft: { words: msg("state-draft"), icon: PencilLine, tone: "plain" },
  published: { words: msg("state-published"), icon: CircleDashed, tone: "act" },
  void: { words: msg("state-void"), icon: CircleSlash, tone: "plain" },
} as const;

export type State = keyof typeof STATES;
export const ALL_STATES = Object.keys(STATES) as State[];

/** `text` replaces the word where more is known: "Waiting for Finance". */
export function StateBadge({ state, text }: { state: State; text?: string }) {
  const t = useText();
  const { words, icon: Icon, tone } = STATES[state];
  return (
    <span className={css.badge} data-tone={tone}>
      <Icon aria-hidden />
      {text ?? t(words)}
    </span>
  );
}
