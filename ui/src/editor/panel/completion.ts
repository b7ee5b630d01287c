/** Completion of field names in an expression: which word stands at the caret, what it may become, and the text then. */
import type { DraftField } from "../../host/contract";

export interface Word {
  start: number;
  end: number;
  text: string;
}

const MOST = 8;

/** The name before the caret; none inside a text or where no letter stands. */
export function wordAt(text: string, caret: number): Word | null {
  const before = text.slice(0, caret);
  if ((before.match(/"/g)?.length ?? 0) % 2 === 1) return null;
  const found = /[A-Za-z_][A-Za-z0-9_.]*$/.exec(before);
  return found ? { start: caret - found[0].length, end: caret, text: found[0] } : null;
}

/** Fields whose name or label begins with, or holds, what stands there; the best first. */
export function completions(fields: readonly DraftField[], word: Word): DraftField[] {
  const wanted = word.text.toLowerCase();
  const rank = ({ path, label }: DraftField) =>
    path.toLowerCase().startsWith(wanted)
      ? 0
      : label.toLowerCase().startsWith(wanted)
        ? 1
        : path.toLowerCase().includes(wanted)
          ? 2
          : 9;
  return fields
    .filter((field) => rank(field) < 9 && field.path !== word.text)
    .toSorted((a, b) => rank(a) - rank(b) || (a.path < b.path ? -1 : 1))
    .slice(0, MOST);
}

export function complete(text: string, word: Word, path: string): { text: string; caret: number } {
  return { text: text.slice(0, word.start) + path + text.slice(word.end), caret: word.start + path.length };
}
