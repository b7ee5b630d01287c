/** A moment, as people read it; whole local and UTC time on hover. */
import { useText } from "../text/text";
import { useNow } from "../text/now";
import { utcText, wholeTimeText, whenText } from "../text/time";

export function When({ at, now, utc = false }: { at: string; now?: Date; utc?: boolean }) {
  const t = useText();
  const clock = useNow();
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return <>{at}</>;
  return (
    <time dateTime={at} title={wholeTimeText(t, date)}>
      {utc ? utcText(date) : whenText(t, date, now ?? clock)}
    </time>
  );
}
