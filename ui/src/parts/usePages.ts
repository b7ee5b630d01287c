/**
 * A list that comes in pages, the newest first: the first page is live, older ones are fetched as one scrolls.
 *
 * INVARIANT: rows already shown stay where they are; when the first page changes, new rows come in at the top, and a row is
 * shown once.
 */
import { useCallback, useEffect, useRef, useState } from "react";
import type { QueryArgs, QueryName, QueryResult, Topic } from "../host/contract";
import { HostError } from "../host/error";
import { useHost } from "../host/host";
import { useQuery } from "../host/hooks";

export interface Pages<Row> {
  rows: readonly Row[];
  more: boolean;
  /** No answer yet. */
  loading: boolean;
  slow: boolean;
  error: HostError | undefined;
  reload: () => void;
  onEnd: () => void;
}

export interface PagesOf<Q extends QueryName, Row> {
  query: Q;
  /** Arguments of the page that begins below `before`. */
  args: (before: number | null) => QueryArgs[Q];
  read: (page: QueryResult[Q]) => { rows: readonly Row[]; more: boolean };
  keyOf: (row: Row) => string;
  /** Where a page below this row begins. */
  mark: (row: Row) => number;
  topics: readonly Topic[];
}

interface Older<Row> {
  key: string;
  rows: readonly Row[];
  more: boolean;
}

export function usePages<Q extends QueryName, Row>(of: PagesOf<Q, Row>): Pages<Row> {
  const host = useHost();
  const key = JSON.stringify(of.args(null));
  const first = useQuery(of.query, of.args(null), { topics: of.topics });
  const [older, setOlder] = useState<Older<Row>>();
  const [error, setError] = useState<HostError>();
  const flying = useRef(false);
  const latest = useRef(of);
  useEffect(() => {
    latest.current = of;
  });
  const head = first.data === undefined ? undefined : of.read(first.data);
  const tail = older?.key === key ? older : undefined;
  const known = new Set(head?.rows.map(of.keyOf));
  const rows = [...(head?.rows ?? []), ...(tail?.rows.filter((row) => !known.has(of.keyOf(row))) ?? [])];
  const more = tail?.more ?? head?.more ?? false;
  const last = rows.at(-1);
  const from = last === undefined ? null : of.mark(last);
  const onEnd = useCallback(() => {
    if (flying.current || from === null) return;
    flying.current = true;
    const { query, args, read } = latest.current;
    host
      .query(query, args(from))
      .then(
        (answer) => {
          const page = read(answer);
          setError(undefined);
          setOlder((before) => ({
            key,
            rows: [...(before?.key === key ? before.rows : []), ...page.rows],
            more: page.more,
          }));
        },
        (thrown: unknown) => setError(HostError.from(thrown)),
      )
      .finally(() => {
        flying.current = false;
      });
  }, [host, key, from]);
  return {
    rows,
    more,
    loading: head === undefined && first.loading,
    slow: first.slow,
    error: first.error ?? error,
    reload: first.reload,
    onEnd,
  };
}
