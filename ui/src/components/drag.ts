/** Dragging a grip sideways: reports how far the pointer went from where it was pressed, until it is let go. */
import type { PointerEvent as ReactPointerEvent } from "react";

export function startDrag(event: ReactPointerEvent<HTMLElement>, onMove: (distance: number) => void): void {
  const grip: HTMLElement = event.currentTarget;
  const from = event.clientX;
  const ended = new AbortController();
  const until = { signal: ended.signal };
  grip.setPointerCapture(event.pointerId);
  grip.addEventListener("pointermove", (move) => onMove(move.clientX - from), until);
  grip.addEventListener("pointerup", () => ended.abort(), until);
  grip.addEventListener("pointercancel", () => ended.abort(), until);
}
