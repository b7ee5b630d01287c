/**
 * How a component asks and acts.
 *
 * `useQuery` asks again when a topic it depends on changed, keeps the last answer meanwhile (nothing moves), and drops
 * answers that were overtaken. `useCommand` makes one command id per act; `again()` sends the same act with the same id, and
 * what was to follow the act follows then too, so that an answer that comes late is never dropped.
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
    // Without a topic there is nothing to hear of.
    if (!enabled || topics === "") return;
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

/** What follows an act: `done` when it is recorded, `refused` when the host said no. While neither is known, nothing follows. */
export interface Follows<Answer> {
  done?: (answer: Answer) => void;
  refused?: (error: HostError) => void;
}

export interface CommandState<C extends CommandName> {
  /** Sends one act. The same arguments again, while the answer to the first is lost, are the same act with the same id. */
  run: (args: CommandArgs[C], follows?: Follows<CommandResult[C]>) => void;
  /** Sends the act whose answer was lost once more, with the same id; what was to follow then follows. */
  again: () => void;
  busy: boolean;
  slow: boolean;
  error: HostError | undefined;
  reset: () => void;
}

interface Act<C extends CommandName> {
  args: CommandArgs[C];
  id: string;
  follows: Follows<CommandResult[C]>;
}

export function useCommand<C extends CommandName>(name: C): CommandState<C> {
  const host = useHost();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<HostError>();
  /** The act whose end is not known: under way, or its answer was lost. */
  const open = useRef<Act<C>>(null);
  const flying = useRef(false);

  const send = useCallback(
    async (act: Act<C>) => {
      open.current = act;
      flying.current = true;
      setBusy(true);
      setError(undefined);
      const end = await host.command(name, act.args, act.id).then(
        (answer) => ({ answer }),
        (thrown: unknown) => ({ error: HostError.from(thrown) }),
      );
      flying.current = false;
      setBusy(false);
      if ("answer" in end) {
        open.current = null;
        act.follows.done?.(end.answer);
        return;
      }
      setError(end.error);
      if (end.error.retryable) return;
      open.current = null;
      act.follows.refused?.(end.error);
    },
    [host, name],
  );

  const run = useCallback(
    (args: CommandArgs[C], follows: Follows<CommandResult[C]> = {}) => {
      // A second press while the first is under way is the same act.
      if (flying.current) return;
      const lost = open.current;
      const same = lost !== null && JSON.stringify(lost.args) === JSON.stringify(args);
      void send({ args, id: same ? lost.id : newCommandId(), follows });
    },
    [send],
  );
  const again = useCallback(() => {
    if (open.current && !flying.current) void send(open.current);
  }, [send]);
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
