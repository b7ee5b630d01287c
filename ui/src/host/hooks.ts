/**
 * How a component asks and acts.
 *
 * `useQuery` asks again when a topic it depends on changed, keeps the last answer meanwhile (nothing moves), and drops
 * answers that were overtaken. `useCommand` makes one command id per act; `again()` sends the same act with the same id.
 * Both set `slow` after 300 ms: then the page says in words what it waits for.
 */
import { useCallback, useEffect, useRef, useState } from "react";
import type { CommandArgs, CommandName, CommandResult, QueryArgs, QueryName, QueryResult, Topic } from "./contract";
import { newCommandId } from "./commandId";
import { HostError } from "./error";
import { useHost } from "./host";

export const SLOW_AFTER_MS = 300;
const COALESCE_MS = 50;

export interface QueryState<T> {
  data: T | undefined;
  error: HostError | undefined;
  loading: boolean;
  slow: boolean;
  reload: () => void;
}

export interface QueryOptions {
  /** Asks again only when one of these changed. Without it: when anything changed. */
  topics?: readonly Topic[];
  /** False: do not ask yet. */
  enabled?: boolean;
}

export function useQuery<Q extends QueryName>(
  name: Q,
  args: QueryArgs[Q],
  options: QueryOptions = {},
): QueryState<QueryResult[Q]> {
  const host = useHost();
  const enabled = options.enabled ?? true;
  const key = JSON.stringify([name, args]);
  const topics = options.topics?.join(" ");
  const [round, setRound] = useState(0);
  const [answer, setAnswer] = useState<{ key: string; data?: QueryResult[Q]; error?: HostError; round: number }>();
  const loading = enabled && (answer?.key !== key || answer.round !== round);
  const slow = useSlow(loading);
  const reload = useCallback(() => setRound((n) => n + 1), []);

  useEffect(() => {
    if (!enabled) return;
    let current = true;
    const [queryName, queryArgs] = JSON.parse(key) as [Q, QueryArgs[Q]];
    host.query(queryName, queryArgs).then(
      (data) => current && setAnswer({ key, data, round }),
      (thrown: unknown) =>
        current &&
        setAnswer((last) => ({
          key,
          data: last?.key === key ? last.data : undefined,
          error: HostError.from(thrown),
          round,
        })),
    );
    return () => {
      current = false;
    };
  }, [host, key, enabled, round]);

  useEffect(() => {
    if (!enabled) return;
    const wanted = topics?.split(" ");
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = host.onChanged((changed) => {
      if (wanted && !changed.some((topic) => wanted.includes(topic))) return;
      timer ??= setTimeout(() => {
        timer = undefined;
        setRound((n) => n + 1);
      }, COALESCE_MS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [host, topics, enabled]);

  const own = answer?.key === key ? answer : undefined;
  return { data: own?.data, error: own?.error, loading, slow, reload };
}

export interface CommandState<C extends CommandName> {
  /** Sends one act. Resolves to the answer, or to undefined when it was refused (`error` says why). */
  run: (args: CommandArgs[C]) => Promise<CommandResult[C] | undefined>;
  /** Sends the last act again, with the same id: harmless if it had arrived. */
  again: () => Promise<CommandResult[C] | undefined>;
  busy: boolean;
  slow: boolean;
  error: HostError | undefined;
  reset: () => void;
}

export function useCommand<C extends CommandName>(name: C): CommandState<C> {
  const host = useHost();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<HostError>();
  const last = useRef<{ args: CommandArgs[C]; id: string }>(null);
  const flying = useRef<Promise<CommandResult[C] | undefined>>(null);

  const send = useCallback(
    (act: { args: CommandArgs[C]; id: string }) => {
      // A second press while the first is under way is the same act.
      if (flying.current) return flying.current;
      last.current = act;
      setBusy(true);
      setError(undefined);
      const sent = host
        .command(name, act.args, act.id)
        .catch((thrown: unknown) => {
          setError(HostError.from(thrown));
          return undefined;
        })
        .finally(() => {
          flying.current = null;
          setBusy(false);
        });
      flying.current = sent;
      return sent;
    },
    [host, name],
  );

  const run = useCallback((args: CommandArgs[C]) => send({ args, id: newCommandId() }), [send]);
  const again = useCallback(async () => (last.current ? send(last.current) : undefined), [send]);
  const reset = useCallback(() => setError(undefined), []);
  return { run, again, busy, slow: useSlow(busy), error, reset };
}

/** True when `waiting` has lasted longer than a person should be left without words. */
export function useSlow(waiting: boolean): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!waiting) return;
    const timer = setTimeout(() => setSlow(true), SLOW_AFTER_MS);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [waiting]);
  return slow && waiting;
}
