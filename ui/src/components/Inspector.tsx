/**
 * The third column: what is selected, in full. Esc closes it and focus returns to where it came from; its width is kept.
 * Below 1100 px (or at 200 % zoom) it is a sheet over the page.
 */
import { X } from "lucide-react";
import { useEffect, useId, useRef, useState, type PointerEvent, type ReactNode } from "react";
import { useText } from "../text/text";
import { Button } from "./Button";
import { startDrag } from "./drag";
import css from "./Inspector.module.css";

const KEY = "countersign.inspector";
const MIN = 280;
const MAX = 640;

export function Inspector({
  title,
  onClose,
  children,
}: {
  title: ReactNode;
  onClose: () => void;
  children: ReactNode;
}) {
  const t = useText();
  const heading = useId();
  const panel = useRef<HTMLElement>(null);
  const cameFrom = useRef<Element | null>(null);
  const [width, setWidth] = useState(readWidth);
  useEffect(() => {
    cameFrom.current = document.activeElement;
  }, []);
  const close = () => {
    onClose();
    const back = cameFrom.current;
    if (back instanceof HTMLElement && panel.current?.contains(document.activeElement)) back.focus();
  };
  const resize = (next: number) => {
    const kept = Math.round(Math.max(MIN, Math.min(MAX, next)));
    setWidth(kept);
    try {
      localStorage.setItem(KEY, String(kept));
    } catch {
      // The width is a convenience.
    }
  };
  const drag = (event: PointerEvent<HTMLDivElement>) => startDrag(event, (distance) => resize(width - distance));
  useEscape(close);
  return (
    <aside className={css.inspector} ref={panel} aria-labelledby={heading} style={{ width }}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a separator with a value takes focus and keys */}
      <div
        role="separator"
        aria-orientation="vertical"
        aria-label={t("inspector-resize")}
        aria-valuenow={width}
        aria-valuemin={MIN}
        aria-valuemax={MAX}
        tabIndex={0}
        className={css.grip}
        onPointerDown={drag}
        onKeyDown={(event) => {
          if (event.key === "ArrowLeft") resize(width + 16);
          if (event.key === "ArrowRight") resize(width - 16);
        }}
      />
      <header className={css.head}>
        <h2 id={heading}>{title}</h2>
        <Button kind="quiet" icon={<X />} tip={t("inspector-close")} onClick={close} />
      </header>
      <div className={css.body}>{children}</div>
    </aside>
  );
}

/** Esc, unless something that floats took it. */
function useEscape(close: () => void) {
  const latest = useRef(close);
  useEffect(() => {
    latest.current = close;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      if (document.querySelector('[role="dialog"],[role="alertdialog"],[role="menu"],[role="listbox"]')) return;
      latest.current();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}

function readWidth(): number {
  try {
    const kept = Number(localStorage.getItem(KEY));
    return kept >= MIN && kept <= MAX ? kept : 360;
  } catch {
    return 360;
  }
}
