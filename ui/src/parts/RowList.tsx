/**
 * A short list beside a document: one row is chosen, `j` and `k` move from anywhere on the page, Enter goes into the document.
 * For many rows use Table.
 */
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from "react";
import { usePageKeys } from "../frame/shortcuts";
import css from "./RowList.module.css";

export interface RowGroup<Row> {
  id: string;
  /** Heading; none: rows without one. */
  title?: string;
  rows: readonly Row[];
}

export interface RowListProps<Row> {
  label: string;
  groups: readonly RowGroup<Row>[];
  rowKey: (row: Row) => string;
  selected: string | null;
  onSelect: (row: Row) => void;
  onEnter?: () => void;
  children: (row: Row) => ReactNode;
}

export function RowList<Row>({ label, groups, rowKey, selected, onSelect, onEnter, children }: RowListProps<Row>) {
  const list = useRef<HTMLDivElement>(null);
  const moved = useRef(false);
  const rows = groups.flatMap((group) => group.rows);
  const at = rows.findIndex((row) => rowKey(row) === selected);
  // After each drawing: the row that a key has chosen takes the focus.
  useEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    const chosen = list.current?.querySelector<HTMLElement>('[aria-selected="true"]');
    chosen?.focus({ preventScroll: true });
    chosen?.scrollIntoView?.({ block: "nearest" });
  });
  const go = (index: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (row === undefined) return;
    moved.current = true;
    onSelect(row);
  };
  usePageKeys({ j: () => go(at + 1), k: () => go(at - 1) });
  const onKeyDown = (event: KeyboardEvent) => {
    const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (event.key === "Enter") onEnter?.();
    else if (target === undefined) return;
    else go(target);
    event.preventDefault();
  };
  return (
    <div role="listbox" aria-label={label} ref={list} className={css.list} tabIndex={-1} onKeyDown={onKeyDown}>
      {groups.map((group) => (
        <div key={group.id} role="group" aria-label={group.title ?? label}>
          {group.title && (
            // The group has it as its name.
            <p className={css.title} aria-hidden>
              {group.title}
            </p>
          )}
          {group.rows.map((row) => {
            const key = rowKey(row);
            const chosen = key === selected;
            return (
              <div
                key={key}
                role="option"
                aria-selected={chosen}
                tabIndex={chosen || (at === -1 && row === rows[0]) ? 0 : -1}
                className={css.row}
                onClick={() => onSelect(row)}
                onKeyDown={(event) => {
                  if (event.key === " ") onSelect(row);
                }}
              >
                {children(row)}
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
}
