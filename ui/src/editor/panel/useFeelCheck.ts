/** Asks the engine whether an expression can be read, once it has not changed for a moment. Without an answer nothing is claimed. */
import { useEffect, useState } from "react";
import type { QueryResult } from "../../host/contract";
import { useQuery } from "../../host/hooks";

const PAUSE_MS = 250;

export function useFeelCheck(expression: string, fields: string[], unary: boolean): Partial<QueryResult["feel.check"]> {
  const [settled, setSettled] = useState(expression);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(expression), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [expression]);
  const asks = settled.trim() !== "" && settled === expression;
  const check = useQuery("feel.check", { expression: settled, fields, unary }, { topics: [], enabled: asks });
  return asks ? (check.data ?? {}) : {};
}
