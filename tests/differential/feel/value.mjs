// A FEEL value in a form in which two engines' values compare: null, booleans, strings and lists as they are, and
// everything else as an object with one key that names the type.
//
// INVARIANT: two values are the same to FEEL exactly when `same` says so; numbers as decimals of 15 digits, because feelin
// computes in doubles, which hold no more.

import { isDeepStrictEqual } from "node:util";

const DIGITS = 15;

export function same(left, right) {
  return isDeepStrictEqual(left, right);
}

/** A number as text: 15 digits, no exponent of its own style. */
export function decimal(text) {
  const rounded = Number(text).toPrecision(DIGITS);
  return { number: String(Number(rounded) + 0) };
}

/** The text that the ledger shows. */
export function shown(value) {
  if (Array.isArray(value)) return `[${value.map(shown).join(", ")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const [[kind, content]] = Object.entries(value);
  if (kind === "number") return content;
  if (kind === "context") {
    return `{${content.map(([name, entry]) => `${name}: ${shown(entry)}`).join(", ")}}`;
  }
  if (kind === "range") return `${content.open}${shown(content.start)}..${shown(content.end)}${content.close}`;
  return `${kind} ${content}`;
}

/** The entries of a context, in an order that does not depend on how they were written. */
export function context(entries) {
  return { context: [...entries].sort(([one], [other]) => (one < other ? -1 : 1)) };
}

/** A days and time duration in milliseconds. */
export const elapsed = (ms) => ({ "days and time duration": `${ms} ms` });
export const months = (count) => ({ "years and months duration": `${count} months` });
