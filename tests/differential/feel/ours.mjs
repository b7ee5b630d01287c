// Countersign's answers: `countersignctl feel --batch`, one process for the whole corpus.
//
// INVARIANT: each line that goes in has one answer, in order; anything else ends the comparison.

import { spawnSync } from "node:child_process";
import { context, decimal, elapsed, months } from "./value.mjs";

export function evaluateAll(program, questions) {
  const lines = questions.map(({ expression, given }) => JSON.stringify({ expression, context: given }));
  const ran = spawnSync(program, ["feel", "--batch"], {
    input: `${lines.join("\n")}\n`,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (ran.error) throw ran.error;
  if (ran.status !== 0) throw new Error(`${program} ended with ${ran.status}: ${ran.stderr}`);
  const answers = ran.stdout.trimEnd().split("\n");
  if (answers.length !== questions.length) {
    throw new Error(`${questions.length} expressions, ${answers.length} answers`);
  }
  return answers.map((line) => {
    const { feel, warnings } = JSON.parse(line);
    return { value: new Reader(feel).whole(), note: warnings[0] };
  });
}

/** Reads a value as FEEL writes it. */
class Reader {
  constructor(text) {
    this.text = text;
    this.at = 0;
  }

  whole() {
    const value = this.value();
    if (this.at !== this.text.length) throw this.error("end");
    return value;
  }

  error(wanted) {
    return new Error(`no ${wanted} at ${this.at} in \`${this.text}\``);
  }

  take(pattern) {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found) this.at += found[0].length;
    return found?.[0];
  }

  value() {
    if (this.take(/null/y)) return null;
    if (this.take(/true/y)) return true;
    if (this.take(/false/y)) return false;
    const kind = this.take(/(?:date and time|date|time|duration)(?=\()/y);
    if (kind !== undefined) return this.temporal(kind);
    const quoted = this.take(/"(?:[^"\\]|\\.)*"/y);
    if (quoted !== undefined) return JSON.parse(quoted);
    const number = this.take(/-?[0-9.]+(?:[eE][-+]?[0-9]+)?(?!\.\.)/y);
    if (number !== undefined && !number.includes("..")) return decimal(number);
    if (this.take(/\{/y)) return context(this.several("}", () => this.entry()));
    if (this.take(/<function [^>]*>/y)) return { function: "" };
    return this.halfOpen() ?? this.rangeOrList();
  }

  temporal(kind) {
    const text = this.take(/\("[^"]*"\)/y)?.slice(2, -2);
    if (text === undefined) throw this.error(kind);
    return kind === "duration" ? duration(text) : { [kind]: text };
  }

  halfOpen() {
    const sign = this.take(/\((?:>=|<=|>|<) /y)?.trim().slice(1);
    if (sign === undefined) return undefined;
    const end = this.value();
    this.take(/\)/y);
    return sign.startsWith(">")
      ? { range: { open: sign === ">" ? "(" : "[", start: end, end: null, close: ")" } }
      : { range: { open: "(", start: null, end, close: sign === "<" ? ")" : "]" } };
  }

  entry() {
    const quoted = this.take(/"(?:[^"\\]|\\.)*"/y);
    const name = quoted ? JSON.parse(quoted) : this.take(/[^:{}[\],]+/y);
    if (name === undefined || !this.take(/: /y)) throw this.error("entry");
    return [name, this.value()];
  }

  several(end, one) {
    const found = [];
    if (this.text[this.at] === end) {
      this.at += 1;
      return found;
    }
    for (;;) {
      found.push(one());
      if (this.take(/, /y)) continue;
      if (this.text[this.at] !== end) throw this.error(`\`${end}\``);
      this.at += 1;
      return found;
    }
  }

  rangeOrList() {
    const open = this.take(/[[(]/y);
    if (!open) throw this.error("value");
    const begin = this.at;
    if (this.text[begin] !== "]") {
      const start = this.bound();
      if (this.take(/\.\./y)) {
        const end = this.bound();
        const close = this.take(/[\])]/y);
        if (!close) throw this.error("end of the range");
        return { range: { open, start, end, close } };
      }
    }
    this.at = begin;
    return this.several("]", () => this.value());
  }

  bound() {
    const number = this.take(/-?[0-9]+(?:\.[0-9]+)?(?=\.\.|[\])])/y);
    return number === undefined ? this.value() : decimal(number);
  }
}

const DURATION = /^(-?)P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/;

/** A duration from its text. */
function duration(text) {
  const found = DURATION.exec(text);
  if (!found) throw new Error(`no duration: ${text}`);
  const sign = found[1] ? -1 : 1;
  const [years, month, days, hours, minutes, seconds] = found.slice(2).map((part) => Number(part ?? 0));
  if (found[2] !== undefined || found[3] !== undefined) return months(sign * (years * 12 + month) + 0);
  return elapsed(sign * (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 + 0);
}
