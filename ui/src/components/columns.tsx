/** Column widths: kept on this machine per table, changed by dragging or by arrow keys on the grip. */
import { useState, type PointerEvent } from "react";
import { startDrag } from "./drag";
import css from "./Table.module.css";

const MIN = 48;
const MAX = 800;

export function useColumnWidths(
  name: string,
  columns: readonly { key: string; width: number }[],
): [Record<string, number>, (key: string, width: number) => void] {
  const storage = `countersign.columns.${name}`;
  const [own, setOwn] = useState<Record<string, number>>(() => readWidths(storage));
  const widths = Object.fromEntries(columns.map(({ key, width }) => [key, own[key] ?? width]));
  const setWidth = (key: string, width: number) => {
    const next = { ...own, [key]: clamp(width) };
    setOwn(next);
    try {
      localStorage.setItem(storage, JSON.stringify(next));
    } catch {
      // Widths are a convenience; without storage they last until the window closes.
    }
  };
  return [widths, setWidth];
}

export function ColumnGrip({
  label,
  width,
  onWidth,
}: {
  label: string;
  width: number;
  onWidth: (width: number) => void;
}) {
  const start = (event: PointerEvent<HTMLDivElement>) => startDrag(event, (distance) => onWidth(width + distance));
  return (
    // A separator with a value is a widget: it takes focus and keys.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      aria-valuemin={MIN}
      aria-valuemax={MAX}
      tabIndex={0}
      className={css.grip}
      onPointerDown={start}
      onKeyDown={(event) => {
        if (event.key === "ArrowLeft") onWidth(width - 16);
        else if (event.key === "ArrowRight") onWidth(width + 16);
        else return;
        event.preventDefault();
      }}
    />
  );
}

function clamp(width: number): number {
  return Math.round(Math.max(MIN, Math.min(MAX, width)));
}

function readWidths(storage: string): Record<string, number> {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(storage) ?? "{}");
    if (typeof value !== "object" || value === null) return {};
    return Object.fromEntries(
      Object.entries(value).filter((entry): entry is [string, number] => typeof entry[1] === "number"),
    );
  } catch {
    return {};
  }
}
