/** ISO 8601 durations as people set them: a number and a unit, with the written form beside it. */
import type { Translate } from "../../text/text";

export type Unit = "minutes" | "hours" | "days" | "weeks" | "months";
export const UNITS: readonly Unit[] = ["minutes", "hours", "days", "weeks", "months"];

/** `P3D` is 3 days. What is more than a number and one unit is nothing here: it is written by hand. */
export function readDuration(iso: string): { count: number; unit: Unit } | null {
  const day = /^P(\d{1,6})([MWD])$/.exec(iso.trim());
  if (day) return { count: Number(day[1]), unit: day[2] === "M" ? "months" : day[2] === "W" ? "weeks" : "days" };
  const time = /^PT(\d{1,6})([HM])$/.exec(iso.trim());
  return time ? { count: Number(time[1]), unit: time[2] === "H" ? "hours" : "minutes" } : null;
}

export function writeDuration(count: number, unit: Unit): string {
  switch (unit) {
    case "minutes":
      return `PT${count}M`;
    case "hours":
      return `PT${count}H`;
    case "days":
      return `P${count}D`;
    case "weeks":
      return `P${count}W`;
    case "months":
      return `P${count}M`;
  }
}

/** `R3/PT10H` is three times, every ten hours; `R/…` without end. */
export function readCycle(text: string): { times: number | null; every: { count: number; unit: Unit } } | null {
  const found = /^R(\d{0,6})\/(P\w+)$/.exec(text.trim());
  const every = found?.[2] === undefined ? null : readDuration(found[2]);
  return found && every ? { times: found[1] ? Number(found[1]) : null, every } : null;
}

export function writeCycle(times: number | null, count: number, unit: Unit): string {
  return `R${times ?? ""}/${writeDuration(count, unit)}`;
}

export function durationWords(t: Translate, iso: string): string | null {
  const found = readDuration(iso);
  return found ? t("editor-duration", { count: found.count, unit: found.unit }) : null;
}

export function cycleWords(t: Translate, text: string): string | null {
  const found = readCycle(text);
  if (!found) return null;
  const every = t("editor-duration", { count: found.every.count, unit: found.every.unit });
  return found.times === null ? t("editor-cycle-endless", { every }) : t("editor-cycle", { every, count: found.times });
}
