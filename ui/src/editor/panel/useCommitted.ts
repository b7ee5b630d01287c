/**
 * A text while it is typed, and when it becomes part of the workflow: after a short pause, or when the field is left. So that the
 * history has one entry for a word, not one for a letter.
 */
import { useCallback, useEffect, useRef, useState } from "react";

const PAUSE_MS = 500;

export interface Committed {
  value: string;
  onChange: (value: string) => void;
  onBlur: () => void;
}

export function useCommitted(stored: string, commit: (value: string) => void): Committed {
  const [typed, setTyped] = useState<{ text: string; over: string } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef({ typed, commit, stored });
  useEffect(() => {
    latest.current = { typed, commit, stored };
  });
  const flush = useCallback(() => {
    clearTimeout(timer.current);
    const now = latest.current;
    if (now.typed && now.typed.text !== now.stored) now.commit(now.typed.text);
    setTyped(null);
  }, []);
  // What was typed last is kept when the panel turns to another step.
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      const now = latest.current;
      if (now.typed && now.typed.text !== now.stored) now.commit(now.typed.text);
    },
    [],
  );
  return {
    // Undo shows through: a text typed over an older value gives way.
    value: typed && typed.over === stored ? typed.text : stored,
    onChange: (text) => {
      setTyped({ text, over: stored });
      clearTimeout(timer.current);
      timer.current = setTimeout(flush, PAUSE_MS);
    },
    onBlur: flush,
  };
}
