/**
 * A grid of rows: virtual, sortable, by keyboard, with column widths kept.
 *
 * INVARIANT: one row is in the tab order (roving); `j k`, arrows, Page, Home and End move, Enter opens. The active row
 * stays mounted while it is scrolled away, so that focus is never lost. Sorting and filtering happen where the data is.
 */
import { defaultRangeExtractor, useVirtualizer, type Range, type Virtualizer } from "@tanstack/react-virtual";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useCallback, useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { useText } from "../text/text";
import { ColumnGrip, useColumnWidths } from "./columns";
import css from "./Table.module.css";

export interface Column<Row> {
  key: string;
  title: string;
  /** Pixels to start with; the last column takes what is left. */
  width: number;
  sortable?: boolean;
  align?: "start" | "end";
  cell: (row: Row) => ReactNode;
}

export interface Sort {
  key: string;
  descending: boolean;
}

export interface TableProps<Row> {
  label: string;
  /** Under this name the column widths are kept on this machine. */
  name: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** All rows there are, when `rows` is only a page of them. */
  total?: number;
  selected?: string | null;
  onSelect?: (row: Row) => void;
  onOpen?: (row: Row) => void;
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  /** Called when the end of `rows` comes into view and `total` says there are more. */
  onEnd?: () => void;
  empty?: ReactNode;
  loading?: boolean;
}

const ROW = 36;

export function Table<Row>(props: TableProps<Row>) {
  const { label, name, columns, rows, rowKey, total = rows.length, selected, onSelect, onOpen, onEnd } = props;
  const t = useText();
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const [selectedBefore, setSelectedBefore] = useState(selected);
  if (selected !== selectedBefore) {
    // Chosen elsewhere, by a link: keys go on from there.
    setSelectedBefore(selected);
    if (selected != null) setActiveKey(selected);
  }
  const [widths, setWidth] = useColumnWidths(name, columns);
  const wanted = activeKey ?? selected ?? null;
  const found = wanted === null ? -1 : rows.findIndex((row) => rowKey(row) === wanted);
  const active = found === -1 ? 0 : found;
  const extract = useCallback(
    (range: Range) => withActive(defaultRangeExtractor(range), active, range.count),
    [active],
  );
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
    rangeExtractor: extract,
    // The head lies over the rows: what is scrolled to the end must be higher by it.
    scrollPaddingEnd: ROW,
  });
  useShown(selected ?? null, selected == null ? -1 : rows.findIndex((row) => rowKey(row) === selected), virtual);
  const items = virtual.getVirtualItems();
  const last = virtual.range?.endIndex ?? 0;
  const moreToCome = rows.length > 0 && rows.length < total && last >= rows.length - 10;
  useEffect(() => {
    if (moreToCome) onEnd?.();
  }, [moreToCome, onEnd]);

  const focusRow = useRef(false);
  useEffect(() => {
    if (!focusRow.current) return;
    focusRow.current = false;
    scroller.current?.querySelector<HTMLElement>('[role="row"][tabindex="0"]')?.focus({ preventScroll: true });
  });

  const go = (index: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, index));
    const row = rows[next];
    if (row === undefined) return;
    focusRow.current = true;
    setActiveKey(rowKey(row));
    virtual.scrollToIndex(next);
    onSelect?.(row);
  };
  const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW) - 2);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.target as HTMLElement).matches('[role="row"]'))
      return;
    const row = rows[active];
    if (event.key === "Enter" && row !== undefined) onOpen?.(row);
    else {
      const target = targetOf(event.key, active, rows.length, page);
      if (target === null) return;
      go(target);
    }
    event.preventDefault();
  };
  const template = columns
    .map((column, index) =>
      index === columns.length - 1 ? `minmax(${widths[column.key]}px, 1fr)` : `${widths[column.key]}px`,
    )
    .join(" ");

  return (
    <div
      className={css.scroller}
      ref={scroller}
      role="grid"
      aria-label={label}
      aria-rowcount={total + 1}
      aria-colcount={columns.length}
      aria-busy={props.loading || undefined}
      onKeyDown={onKeyDown}
    >
      <div className={css.head} role="row" aria-rowindex={1} style={{ gridTemplateColumns: template }}>
        {columns.map((column, index) => (
          <Head key={column.key} column={column} sort={props.sort} onSort={props.onSort}>
            {index < columns.length - 1 && (
              <ColumnGrip
                label={t("table-resize", { column: column.title })}
                width={widths[column.key] ?? column.width}
                onWidth={(width) => setWidth(column.key, width)}
              />
            )}
          </Head>
        ))}
      </div>
      <div className={css.body} role="rowgroup" style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          const key = rowKey(row);
          return (
            <div
              key={key}
              id={`${id}-${item.index}`}
              role="row"
              className={css.row}
              aria-rowindex={item.index + 2}
              aria-selected={selected === undefined ? undefined : key === selected}
              tabIndex={item.index === active ? 0 : -1}
              style={{ gridTemplateColumns: template, transform: `translateY(${item.start}px)` }}
              onFocus={() => setActiveKey(key)}
              onClick={() => onSelect?.(row)}
              onDoubleClick={() => onOpen?.(row)}
            >
              {columns.map((column) => (
                <div key={column.key} role="gridcell" className={css.cell} data-align={column.align}>
                  {column.cell(row)}
                </div>
              ))}
            </div>
          );
        })}
      </div>
      {rows.length === 0 && (
        <div className={css.empty} role="row">
          <div role="gridcell" aria-colspan={columns.length}>
            {props.loading ? <span className={css.loading}>{t("table-loading")}</span> : props.empty}
          </div>
        </div>
      )}
    </div>
  );
}

/** Brings the chosen row into view: when it is chosen, when its page arrives, and when the table gets another height. */
function useShown(selected: string | null, at: number, virtual: Virtualizer<HTMLDivElement, Element>) {
  const height = virtual.scrollRect?.height ?? 0;
  const shownFor = useRef("");
  useEffect(() => {
    const now = `${height} ${selected}`;
    if (at === -1 || height === 0 || shownFor.current === now) return;
    shownFor.current = now;
    virtual.scrollToIndex(at);
  }, [selected, at, height, virtual]);
}

function Head<Row>({
  column,
  sort,
  onSort,
  children,
}: {
  column: Column<Row>;
  sort?: Sort | undefined;
  onSort?: ((sort: Sort) => void) | undefined;
  children: ReactNode;
}) {
  const mine = sort?.key === column.key ? sort : undefined;
  const order = mine ? (mine.descending ? "descending" : "ascending") : undefined;
  return (
    <div role="columnheader" className={css.title} data-align={column.align} aria-sort={order}>
      {column.sortable && onSort ? (
        <button
          type="button"
          className={css.sort}
          onClick={() => onSort({ key: column.key, descending: mine ? !mine.descending : false })}
        >
          {column.title}
          {mine && (mine.descending ? <ArrowDown aria-hidden /> : <ArrowUp aria-hidden />)}
        </button>
      ) : (
        column.title
      )}
      {children}
    </div>
  );
}

/** Where a key leads from row `at`; null when the key means nothing here. */
export function targetOf(key: string, at: number, count: number, page: number): number | null {
  switch (key) {
    case "j":
    case "ArrowDown":
      return at + 1;
    case "k":
    case "ArrowUp":
      return at - 1;
    case "PageDown":
      return at + page;
    case "PageUp":
      return at - page;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}

function withActive(indexes: number[], active: number, count: number): number[] {
  if (active >= count || indexes.includes(active)) return indexes;
  return [...indexes, active].toSorted((a, b) => a - b);
}
