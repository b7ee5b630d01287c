/** What a run waits for beside people: times and messages; how far its loops are; timers that fired late. */
import { When } from "../../components/When";
import type { FiredView, RunDetail, WaitView } from "../../host/contract";
import layout from "../../parts/layout.module.css";
import { useText } from "../../text/text";

/** Later than this is said: a sleeping machine, not a busy one. */
const LATE_SECONDS = 60;

export function Waits({ detail }: { detail: RunDetail }) {
  const t = useText();
  const waits = detail.waits ?? [];
  const loops = (detail.scopes ?? []).filter((scope) => scope.each);
  const times = [...(detail.startedBy ? [detail.startedBy] : []), ...(detail.fired ?? [])];
  const late = times.filter((fired) => fired.lateS >= LATE_SECONDS);
  if (waits.length + loops.length + late.length === 0) return null;
  return (
    <section className={layout.section}>
      <h2>{t("runs-waiting")}</h2>
      <ul className={layout.items}>
        {loops.map(
          ({ scope, step, each }) =>
            each && <li key={`s${scope}`}>{t("runs-loop", { step, done: each.done, total: each.total })}</li>,
        )}
        {waits.map((wait) => (
          <li key={wait.wait}>
            <Awaited wait={wait} />
          </li>
        ))}
        {late.map((fired) => (
          <li key={`f${fired.index}`}>
            <Late fired={fired} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Awaited({ wait }: { wait: WaitView }) {
  const t = useText();
  const { step } = wait;
  if (wait.kind === "message") {
    return wait.key
      ? t("runs-awaits-message-for", { step, message: wait.message ?? "", key: wait.key })
      : t("runs-awaits-message", { step, message: wait.message ?? "" });
  }
  return (
    <>
      {t(wait.holdsToken ? "runs-awaits-time" : "runs-deadline", { step })} {wait.due && <When at={wait.due} />}
      {wait.zone && wait.zone !== "UTC" && ` (${wait.zone})`}
      {wait.repeats &&
        ` · ${wait.left === null ? t("runs-repeats") : t("runs-repeats-left", { count: Number(wait.left) })}`}
    </>
  );
}

function Late({ fired }: { fired: FiredView }) {
  const t = useText();
  const minutes = Math.floor(fired.lateS / 60);
  const how = { entry: fired.index, hours: Math.floor(minutes / 60), minutes: minutes % 60 };
  return t(how.hours > 0 ? "runs-fired-hours" : "runs-fired-minutes", how);
}
