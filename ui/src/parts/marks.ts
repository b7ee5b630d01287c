/** Tokens, passed elements and incidents of a run as the diagram marks them. */
import { useMemo } from "react";
import type { IncidentView } from "../host/contract";

export function useMarks(
  tokens: readonly string[],
  passed: readonly string[],
  incidents: readonly IncidentView[] = [],
) {
  const key = JSON.stringify([tokens, passed, incidents.map(({ element, code }) => [element, code])]);
  return useMemo(() => {
    const [ids, done, stopped] = JSON.parse(key) as [string[], string[], [string, string][]];
    const counts: Record<string, number> = {};
    for (const id of ids) counts[id] = (counts[id] ?? 0) + 1;
    return { tokens: counts, done, stopped: Object.fromEntries(stopped) as Record<string, string> };
  }, [key]);
}
