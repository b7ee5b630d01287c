/** Work that takes long: what, how much of how much, how long still, and a way to stop it. */
import { Progress as Base } from "@base-ui/react/progress";
import { useText } from "../text/text";
import { spanText } from "../text/time";
import { Button } from "./Button";
import css from "./Progress.module.css";

export interface ProgressProps {
  /** What is being done, in words. */
  label: string;
  done: number;
  /** Null while it is not known. */
  total: number | null;
  secondsLeft?: number | null;
  onStop?: () => void;
}

export function Progress({ label, done, total, secondsLeft, onStop }: ProgressProps) {
  const t = useText();
  return (
    <div className={css.work}>
      <Base.Root className={css.progress} value={total === null ? null : done} max={total ?? 100}>
        <Base.Label className={css.label}>{label}</Base.Label>
        <span className={css.figures}>
          {total !== null && <span>{t("progress-amount", { done, total })}</span>}
          {secondsLeft != null && <span>{t("progress-left", { time: spanText(t, secondsLeft) })}</span>}
        </span>
        <Base.Track className={css.track}>
          <Base.Indicator className={css.bar} />
        </Base.Track>
      </Base.Root>
      {onStop && <Button onClick={onStop}>{t("progress-stop")}</Button>}
    </div>
  );
}
