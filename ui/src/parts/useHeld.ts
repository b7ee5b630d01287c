/**
 * What one looks at stays: a row that leaves its list meanwhile is held until another is chosen. Without this the next row would
 * slide under the keys, and a person would sign what they have not read.
 */
import { useState } from "react";

export interface Held<Row> {
  row: Row | undefined;
  /** The row left the list since it was shown. */
  gone: boolean;
}

export function useHeld<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  /** Key of the row that the address names. */
  wanted: string | null,
  /** Shown when the address names none and none was shown before. */
  first: Row | undefined,
): Held<Row> {
  const [last, setLast] = useState<Row>();
  const key = wanted ?? (last === undefined ? null : keyOf(last));
  const found = rows.find((row) => keyOf(row) === key);
  const held = last !== undefined && keyOf(last) === key ? last : undefined;
  const row = found ?? held ?? (wanted === null ? first : undefined);
  // While drawing, as React has it for state that follows from what is drawn.
  if (row !== last && row !== undefined) setLast(row);
  return { row, gone: row !== undefined && !rows.includes(row) };
}
