// feelin's answers, in the form in which they compare.
//
// INVARIANT: an expression that feelin refuses to read has the value null, as it has for Countersign, and the reason as its note.
// The process runs in UTC: feelin takes the machine's zone for times without one.

import { evaluate } from "@bpmn-io/feelin";
import { context, decimal, elapsed, months } from "./value.mjs";

export function evaluateOne({ expression, given }) {
  try {
    const { value, warnings } = evaluate(expression, given ?? {});
    return { value: plain(value), note: warnings[0]?.message };
  } catch (error) {
    return { value: null, note: String(error.message) };
  }
}

function plain(value) {
  if (value === null || value === undefined) return null;
  if (typeof value === "number") return Number.isNaN(value) ? { "no number": "NaN" } : decimal(value);
  if (typeof value === "function" || value.constructor?.name === "FunctionWrapper") return { function: "" };
  if (typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(plain);
  if (value.isLuxonDuration) return duration(value);
  if (value.isLuxonDateTime) return temporal(value);
  if (value.constructor?.name === "Range") return range(value);
  return context(Object.entries(value).map(([name, entry]) => [name, plain(entry)]));
}

function duration(value) {
  const { years = 0, months: month = 0, ...rest } = value.toObject();
  const units = Object.values(rest).some((part) => part !== 0);
  if ((years !== 0 || month !== 0) && units) return { duration: value.toISO() };
  if (years !== 0 || month !== 0 || "years" in value.toObject()) return months(years * 12 + month + 0);
  return elapsed(value.toMillis() + 0);
}

/** feelin marks a time by the first day of 1900 and a date by midnight in UTC. */
function temporal(value) {
  const zone = offset(value);
  const fraction = value.millisecond ? `.${String(value.millisecond).padStart(3, "0").replace(/0+$/, "")}` : "";
  const clock = value.toFormat("HH:mm:ss") + fraction;
  const day = value.toFormat("yyyy-MM-dd");
  if (day === "1900-01-01") return { time: clock + zone };
  const midnight = clock === "00:00:00" && value.zone.type === "fixed" && value.offset === 0;
  return midnight ? { date: day } : { "date and time": `${day}T${clock}${zone}` };
}

/** The zone as Countersign writes it. What the machine's zone stands for has none. */
function offset(value) {
  if (value.zone.type === "system") return "";
  if (value.zone.type === "iana") return `@${value.zone.name}`;
  return value.offset === 0 ? "Z" : value.toFormat("ZZ");
}

function range(value) {
  return {
    range: {
      open: value["start included"] ? "[" : "(",
      start: plain(value.start),
      end: plain(value.end),
      close: value["end included"] ? "]" : ")",
    },
  };
}
