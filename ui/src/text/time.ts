/** Times as people read them: "today 14:05", "yesterday 09:30", "12 Nov 14:05"; whole local and UTC time beside it. */
import { CLOCK, dateFormat } from "./dates";
import type { Translate } from "./text";

const DAY = dateFormat({ day: "numeric", month: "short" });
const DAY_AND_YEAR = dateFormat({ day: "numeric", month: "short", year: "numeric" });
const LOCAL = dateFormat({ dateStyle: "full", timeStyle: "long" });

export function whenText(t: Translate, at: Date, now: Date): string {
  const time = CLOCK.format(at);
  const days = dayNumber(now) - dayNumber(at);
  if (days === 0) return t("time-today", { time });
  if (days === 1) return t("time-yesterday", { time });
  if (days === -1) return t("time-tomorrow", { time });
  const day = (at.getFullYear() === now.getFullYear() ? DAY : DAY_AND_YEAR).format(at);
  return t("time-on-day", { day, time });
}

export function wholeTimeText(t: Translate, at: Date): string {
  return t("time-whole", { local: LOCAL.format(at), utc: utcText(at) });
}

export function utcText(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/** "9 s", "4 min", "3 h", "9 days": one unit, rounded down. */
export function spanText(t: Translate, seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < 60) return t("span-seconds", { count: whole });
  if (whole < 3600) return t("span-minutes", { count: Math.floor(whole / 60) });
  if (whole < 86_400) return t("span-hours", { count: Math.floor(whole / 3600) });
  return t("span-days", { count: Math.floor(whole / 86_400) });
}

function dayNumber(date: Date): number {
  return Math.round(new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime() / 86_400_000);
}
