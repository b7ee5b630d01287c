/** A calendar day, typed as year-month-day or chosen from a month. */
import { Field as Base } from "@base-ui/react/field";
import { Popover } from "@base-ui/react/popover";
import { CalendarDays, ChevronLeft, ChevronRight } from "lucide-react";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { useNow } from "../text/now";
import { dateFormat } from "../text/dates";
import { useText } from "../text/text";
import { Button } from "./Button";
import { Field, type FieldFrame } from "./Field";
import { addDays, addMonths, dayOf, monthGrid, parseDay, type Day } from "./dates";
import pop from "./popup.module.css";
import css from "./DateField.module.css";

const MONTH = dateFormat({ month: "long", year: "numeric", timeZone: "UTC" });
const WEEKDAY = dateFormat({ weekday: "short", timeZone: "UTC" });
const WHOLE = dateFormat({ dateStyle: "full", timeZone: "UTC" });
const STEPS: Record<string, (day: Day) => Day> = {
  ArrowLeft: (day) => addDays(day, -1),
  ArrowRight: (day) => addDays(day, 1),
  ArrowUp: (day) => addDays(day, -7),
  ArrowDown: (day) => addDays(day, 7),
  PageUp: (day) => addMonths(day, -1),
  PageDown: (day) => addMonths(day, 1),
};

export interface DateFieldProps extends FieldFrame {
  value: Day | null;
  onChange: (value: Day | null) => void;
}

export function DateField({ value, onChange, error, ...frame }: DateFieldProps) {
  const t = useText();
  const today = dayOf(useNow());
  const [draft, setDraft] = useState<string>();
  const [open, setOpen] = useState(false);
  const text = draft ?? value ?? "";
  const bad = draft !== undefined && draft !== "" && parseDay(draft) === null;
  const settle = () => {
    if (draft === undefined) return;
    if (draft.trim() === "") onChange(null);
    const day = parseDay(draft);
    if (day) onChange(day);
    if (day || draft.trim() === "") setDraft(undefined);
  };
  const choose = (day: Day) => {
    setDraft(undefined);
    onChange(day);
    setOpen(false);
  };
  return (
    <Field
      {...frame}
      hint={frame.hint ?? t("date-hint", { example: today })}
      error={error ?? (bad ? t("date-bad", { text: draft, example: today }) : undefined)}
    >
      <div className={css.group}>
        <Base.Control
          className={css.input}
          value={text}
          onValueChange={(next) => setDraft(String(next))}
          onBlur={settle}
          inputMode="numeric"
        />
        <Popover.Root open={open} onOpenChange={setOpen}>
          <Popover.Trigger className={css.button} aria-label={t("date-open")}>
            <CalendarDays />
          </Popover.Trigger>
          <Popover.Portal>
            <Popover.Positioner className={pop.positioner} sideOffset={4} align="end">
              <Popover.Popup className={css.popup}>
                <Month start={value ?? today} chosen={value} today={today} onChoose={choose} />
              </Popover.Popup>
            </Popover.Positioner>
          </Popover.Portal>
        </Popover.Root>
      </div>
    </Field>
  );
}

function Month({
  start,
  chosen,
  today,
  onChoose,
}: {
  start: Day;
  chosen: Day | null;
  today: Day;
  onChoose: (day: Day) => void;
}) {
  const t = useText();
  const [at, setAt] = useState(start);
  const grid = useRef<HTMLTableElement>(null);
  const moved = useRef(true);
  useEffect(() => {
    if (moved.current) grid.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
    moved.current = false;
  });
  const move = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    moved.current = true;
    setAt(step(at));
  };
  const weeks = monthGrid(at);
  return (
    <div>
      <div className={css.head}>
        <Button kind="quiet" icon={<ChevronLeft />} tip={t("date-previous")} onClick={() => setAt(addMonths(at, -1))} />
        <span aria-live="polite">{MONTH.format(new Date(at))}</span>
        <Button kind="quiet" icon={<ChevronRight />} tip={t("date-next")} onClick={() => setAt(addMonths(at, 1))} />
      </div>
      <table className={css.month} role="grid" ref={grid} onKeyDown={move} aria-label={MONTH.format(new Date(at))}>
        <thead>
          <tr>
            {weeks[0]?.map((day) => (
              <th key={day} scope="col">
                {WEEKDAY.format(new Date(day))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((day) => (
                <td key={day} aria-selected={day === chosen}>
                  <button
                    type="button"
                    className={css.day}
                    tabIndex={day === at ? 0 : -1}
                    aria-label={WHOLE.format(new Date(day))}
                    aria-current={day === today ? "date" : undefined}
                    data-chosen={day === chosen || undefined}
                    data-other={day.slice(0, 7) !== at.slice(0, 7) || undefined}
                    onClick={() => onChoose(day)}
                  >
                    {Number(day.slice(8))}
                  </button>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
