/**
 * Keys that work on every page: Ctrl/⌘ K, `?`, `/`, and `g` then a letter. Never while a person is typing.
 * To add a page key: its letter in `pages.ts`.
 */
import { useEffect, useLayoutEffect, useRef } from "react";

export interface Shortcuts {
  onPalette: () => void;
  onSheet: () => void;
  /** The letter after `g`. */
  onGo: (letter: string) => void;
}

const SEQUENCE_MS = 1200;
let goAt = 0;

/** True while `g` waits for its letter: then the letter is not a key of the page. */
function isGoing(event: KeyboardEvent): boolean {
  return goAt !== 0 && event.timeStamp - goAt < SEQUENCE_MS;
}

/** Single keys of a page, such as `a` to approve: never while typing, while something floats, or after `g`. */
export function usePageKeys(keys: Record<string, () => void>): void {
  const latest = useRef(keys);
  // Before anything is painted: whoever sees what a key acts on can press it.
  useLayoutEffect(() => {
    latest.current = keys;
  });
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target) || isFloating() || isGoing(event)) return;
      const act = latest.current[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}

export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { onPalette, onSheet, onGo } = latest.current;
      if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
        event.preventDefault();
        onPalette();
        return;
      }
      if (
        event.defaultPrevented ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        isTyping(event.target) ||
        isFloating()
      )
        return;
      if (isGoing(event)) {
        goAt = 0;
        event.preventDefault();
        onGo(event.key);
      } else if (event.key === "g") goAt = event.timeStamp;
      else if (event.key === "?") onSheet();
      else if (event.key === "/") {
        const filter = document.querySelector<HTMLElement>('[aria-keyshortcuts="/"]');
        if (!filter) return;
        event.preventDefault();
        filter.focus();
      }
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}

export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches("input:not([type=checkbox],[type=radio]),textarea,select"))
  );
}

function isFloating(): boolean {
  return document.querySelector('[role="dialog"],[role="alertdialog"],[role="menu"]') !== null;
}
