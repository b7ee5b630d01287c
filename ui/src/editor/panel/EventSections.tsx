/** What an event waits for: a time, a message, an error or an escalation; and steps done once for each item of a list. */
import { Checkbox } from "../../components/Checkbox";
import { NumberField } from "../../components/NumberField";
import { Select } from "../../components/Select";
import { useText } from "../../text/text";
import { loop, setLoop, type Loop } from "../model/activity";
import {
  UNITS,
  cycleWords,
  durationWords,
  readCycle,
  readDuration,
  writeCycle,
  writeDuration,
  type Unit,
} from "../model/duration";
import {
  EVERY_DAY,
  code,
  correlationKey,
  setCode,
  setCorrelationKey,
  setTimer,
  startsRequest,
  timer,
  timerKinds,
  type TimerKind,
} from "../model/events";
import type { Bo } from "../model/moddle";
import { useOpen } from "../model/useEditor";
import { FeelSetting } from "./FeelSetting";
import { Section, Setting } from "./Setting";
import css from "./Panel.module.css";

const FIRST: Record<TimerKind, string> = { duration: "P1D", cycle: EVERY_DAY, date: "" };
const TIMER_WORDS = {
  duration: "editor-timer-duration",
  date: "editor-timer-date",
  cycle: "editor-timer-cycle",
} as const satisfies Record<TimerKind, string>;
const DATE_EXAMPLE = "2026-12-24T12:00:00Z";

export function TimerSection({ bo }: { bo: Bo }) {
  const t = useText();
  const { editor } = useOpen();
  const kinds = timerKinds(bo);
  const read = timer(bo);
  // A kind that cannot be here is shown as it stands: the finding beside it says so.
  const now = read && (read.text !== "" || kinds.includes(read.kind)) ? read : { kind: kinds[0] ?? "date", text: "" };
  const set = (kind: TimerKind, text: string) => editor.together(() => setTimer(editor.writer, bo, kind, text));
  const cycle = now.kind === "cycle" ? readCycle(now.text) : null;
  const span = now.kind === "duration" ? readDuration(now.text) : (cycle?.every ?? null);
  const setSpan = (count: number, unit: Unit) =>
    set(now.kind, now.kind === "cycle" ? writeCycle(cycle?.times ?? null, count, unit) : writeDuration(count, unit));
  const words =
    now.kind === "cycle" ? cycleWords(t, now.text) : now.kind === "duration" ? durationWords(t, now.text) : null;
  return (
    <Section title={t("editor-timer")}>
      <Select
        label={t("editor-timer-kind")}
        options={(kinds.includes(now.kind) ? kinds : [now.kind, ...kinds]).map((value) => ({
          value,
          label: t(TIMER_WORDS[value]),
        }))}
        value={now.kind}
        onChange={(kind) => set(kind, FIRST[kind])}
      />
      {span && (
        <div className={css.two}>
          <NumberField
            label={t("editor-timer-count")}
            min={1}
            value={span.count}
            onChange={(count) => count !== null && setSpan(count, span.unit)}
          />
          <Select
            label={t("editor-timer-unit")}
            options={UNITS.map((value) => ({ value, label: t("editor-unit", { unit: value }) }))}
            value={span.unit}
            onChange={(unit) => setSpan(span.count, unit)}
          />
        </div>
      )}
      {cycle && span && (
        <NumberField
          label={t("editor-timer-times")}
          hint={t("editor-timer-times-hint")}
          optional
          min={1}
          value={cycle.times}
          onChange={(times) => set("cycle", writeCycle(times, span.count, span.unit))}
        />
      )}
      <Setting
        label={t("editor-timer-text")}
        hint={words ?? t("editor-timer-hint", { example: now.kind === "date" ? DATE_EXAMPLE : FIRST[now.kind] })}
        code
        value={now.text}
        onCommit={(text) => set(now.kind, text.trim())}
      />
      {startsRequest(bo) && <p className={css.quiet}>{t("editor-timer-answers")}</p>}
    </Section>
  );
}

export function MessageSection({ bo, start }: { bo: Bo; start: boolean }) {
  const t = useText();
  const { editor } = useOpen();
  return (
    <Section title={t("editor-message")}>
      <Setting
        label={t("editor-message-name")}
        hint={t("editor-message-name-hint")}
        value={code(bo)}
        onCommit={(name) => editor.together(() => setCode(editor.writer, bo, name.trim()))}
      />
      {!start && (
        <FeelSetting
          label={t("editor-message-key")}
          hint={t("editor-message-key-hint")}
          value={correlationKey(bo).replace(/^=/, "")}
          onCommit={(key) =>
            editor.together(() => setCorrelationKey(editor.writer, bo, key.trim() && `=${key.trim()}`))
          }
          rows={1}
          open
        />
      )}
    </Section>
  );
}

export function CodeSection({ bo, kind }: { bo: Bo; kind: "error" | "escalation" }) {
  const t = useText();
  const { editor } = useOpen();
  return (
    <Section title={t(kind === "error" ? "editor-error" : "editor-escalation")}>
      <Setting
        label={t(kind === "error" ? "editor-error-code" : "editor-escalation-code")}
        hint={t(kind === "error" ? "editor-error-hint" : "editor-escalation-hint")}
        code
        value={code(bo)}
        onCommit={(value) => editor.together(() => setCode(editor.writer, bo, value.trim()))}
      />
    </Section>
  );
}

/** Whether an event at a border, or the start of an event sub-process, ends what it interrupts. */
export function InterruptingSection({ bo, attribute }: { bo: Bo; attribute: "cancelActivity" | "isInterrupting" }) {
  const t = useText();
  const { editor } = useOpen();
  return (
    <Section title={t("editor-interrupting")}>
      <Checkbox
        label={t("editor-interrupts")}
        hint={t("editor-interrupts-hint")}
        checked={bo.get(attribute) !== false}
        onChange={(on) => editor.together(() => editor.writer.set(bo, bo, { [attribute]: on }))}
      />
    </Section>
  );
}

const FRESH: Loop = {
  sequential: false,
  collection: "",
  element: "item",
  outputCollection: "",
  outputElement: "",
  completion: "",
};

export function LoopSection({ bo }: { bo: Bo }) {
  const t = useText();
  const { editor } = useOpen();
  const now = loop(bo);
  const set = (part: Partial<Loop>) =>
    editor.together(() => setLoop(editor.writer, bo, { ...(now ?? FRESH), ...part }));
  return (
    <Section title={t("editor-loop")}>
      <Checkbox
        label={t("editor-loop-on")}
        checked={now !== null}
        onChange={(on) => editor.together(() => setLoop(editor.writer, bo, on ? FRESH : null))}
      />
      {now && (
        <>
          <FeelSetting
            label={t("editor-loop-list")}
            value={now.collection}
            rows={1}
            open
            onCommit={(collection) => set({ collection })}
          />
          <Setting
            label={t("editor-loop-item")}
            hint={t("editor-loop-item-hint")}
            code
            optional
            value={now.element}
            onCommit={(element) => set({ element })}
          />
          <Select
            label={t("editor-loop-order")}
            options={[
              { value: "parallel", label: t("editor-loop-parallel") },
              { value: "sequential", label: t("editor-loop-sequential") },
            ]}
            value={now.sequential ? "sequential" : "parallel"}
            onChange={(order) => set({ sequential: order === "sequential" })}
          />
          <FeelSetting
            label={t("editor-loop-stop")}
            optional
            rows={1}
            value={now.completion}
            onCommit={(completion) => set({ completion })}
          />
          <Setting
            label={t("editor-loop-results")}
            optional
            code
            value={now.outputCollection}
            onCommit={(outputCollection) => set({ outputCollection })}
          />
          {now.outputCollection !== "" && (
            <FeelSetting
              label={t("editor-loop-result")}
              rows={1}
              value={now.outputElement}
              onCommit={(outputElement) => set({ outputElement })}
            />
          )}
        </>
      )}
    </Section>
  );
}
