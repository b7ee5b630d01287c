/**
 * The grid of a decision table. Arrows move from cell to cell, Enter or typing edits, Enter and Tab keep, Escape leaves as it was.
 * One cell is in the order of Tab; the grid gives the focus back to it.
 */
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { useText } from "../../text/text";
import type { Table } from "./table";
import css from "./Table.module.css";

export interface Cell {
  row: number;
  /** After the last column: the note. */
  column: number;
}

export interface GridProps {
  table: Table;
  cell: Cell;
  onCell: (cell: Cell) => void;
  onSet: (cell: Cell, text: string) => void;
  onAddRule: () => void;
}

export function Grid({ table, cell, onCell, onSet, onAddRule }: GridProps) {
  const t = useText();
  const grid = useRef<HTMLTableElement>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const moved = useRef(false);
  const columns = table.columns.length;
  const inputs = table.columns.filter((column) => column.side === "input").length;
  const textAt = ({ row, column }: Cell) =>
    column === columns ? (table.rules[row]?.note ?? "") : (table.rules[row]?.cells[column] ?? "");
  useEffect(() => {
    if (!moved.current || typed !== null) return;
    moved.current = false;
    grid.current?.querySelector<HTMLElement>('[data-here="true"]')?.focus();
  });
  const go = (row: number, column: number) => {
    moved.current = true;
    onCell({
      row: Math.max(0, Math.min(table.rules.length - 1, row)),
      column: Math.max(0, Math.min(columns, column)),
    });
  };
  const keep = (row: number, column: number) => {
    if (typed !== null && typed !== textAt(cell)) onSet(cell, typed);
    setTyped(null);
    go(row, column);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { row, column } = cell;
    if (typed !== null) {
      if (event.key === "Enter") keep(row + 1, column);
      else if (event.key === "Tab") keep(row, column + (event.shiftKey ? -1 : 1));
      else if (event.key === "Escape") {
        setTyped(null);
        go(row, column);
      } else return;
    } else if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    } else if (event.key === "Enter" || event.key === "F2") setTyped(textAt(cell));
    else if (event.key === "Delete" || event.key === "Backspace") onSet(cell, "");
    else {
      const to = {
        ArrowUp: [row - 1, column],
        ArrowDown: [row + 1, column],
        ArrowLeft: [row, column - 1],
        ArrowRight: [row, column + 1],
        Home: [row, 0],
        End: [row, columns],
      }[event.key];
      if (to) go(to[0] ?? 0, to[1] ?? 0);
      else if (event.key.length === 1) setTyped(event.key);
      else return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  if (table.rules.length === 0)
    return (
      <p className={css.quiet}>
        {t("table-no-rules")}{" "}
        <button type="button" className={css.link} onClick={onAddRule}>
          {t("table-rule-add")}
        </button>
      </p>
    );
  return (
    <div className={css.scroll}>
      <table
        ref={grid}
        role="grid"
        aria-label={table.name}
        aria-rowcount={table.rules.length + 1}
        aria-colcount={columns + 2}
        className={css.grid}
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr>
            <th scope="col" className={css.number}>
              #
            </th>
            {table.columns.map((column, index) => (
              <th
                // Columns have no id here: their place is what they are known by.
                // oxlint-disable-next-line react/no-array-index-key
                key={index}
                scope="col"
                data-side={column.side}
                data-first={index === inputs || undefined}
                aria-selected={index === cell.column}
              >
                <span className={css.side1}>{t(column.side === "input" ? "table-when" : "table-then")}</span>
                {column.label || column.value || t("table-unnamed")}
                {column.label !== "" && <code>{column.value}</code>}
              </th>
            ))}
            <th scope="col">{t("table-note")}</th>
          </tr>
        </thead>
        <tbody>
          {table.rules.map((rule, row) => (
            // Rules have no id here: their place is their number.
            // oxlint-disable-next-line react/no-array-index-key
            <tr key={row}>
              <th scope="row" className={css.number}>
                {row + 1}
              </th>
              {[...rule.cells, rule.note].map((text, column) => {
                const here = row === cell.row && column === cell.column;
                return (
                  // Keys are the grid's.
                  // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
                  <td
                    // oxlint-disable-next-line react/no-array-index-key
                    key={column}
                    tabIndex={here ? 0 : -1}
                    data-here={here || undefined}
                    data-side={table.columns[column]?.side ?? "note"}
                    data-first={column === inputs || undefined}
                    onClick={() => {
                      if (here && typed === null) setTyped(text);
                      else if (!here) keep(row, column);
                    }}
                  >
                    {here && typed !== null ? (
                      <Typing
                        label={t("table-cell", { row: row + 1, column: nameOf(table, column) || t("table-note") })}
                        value={typed}
                        onChange={setTyped}
                        onLeave={() => {
                          if (typed !== text) onSet(cell, typed);
                          setTyped(null);
                        }}
                      />
                    ) : (
                      <span className={column === columns ? undefined : css.value}>{text}</span>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const nameOf = (table: Table, column: number) => table.columns[column]?.label || table.columns[column]?.value || "";

function Typing({
  label,
  value,
  onChange,
  onLeave,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  onLeave: () => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const field = input.current;
    field?.focus();
    field?.setSelectionRange(field.value.length, field.value.length);
  }, []);
  return (
    <input
      ref={input}
      aria-label={label}
      className={css.typing}
      spellCheck={false}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onBlur={onLeave}
    />
  );
}
