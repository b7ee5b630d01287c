/**
 * The only door to the shell. Two implementations: `tauri.ts` (the desktop window) and `http.ts` (the development host).
 *
 * INVARIANT: components never see a shell; every command carries an id made once per act of a person, so that a
 * repeat of the same call is harmless; a `changed` poke carries topics, never state.
 */
import { createContext, use } from "react";
import type { CommandArgs, CommandName, CommandResult, QueryArgs, QueryName, QueryResult, Topic } from "./contract";

export interface Host {
  query<Q extends QueryName>(name: Q, args: QueryArgs[Q]): Promise<QueryResult[Q]>;
  command<C extends CommandName>(name: C, args: CommandArgs[C], commandId: string): Promise<CommandResult[C]>;
  onChanged(listener: (topics: Topic[]) => void): () => void;
  /** A dialog of the system for a folder; where it is missing, the path is typed. */
  pickFolder?: () => Promise<string | null>;
  /** A dialog of the system for a new file; where it is missing, the path is typed. */
  pickNewFile?: (suggestion: string) => Promise<string | null>;
}

export const HostContext = createContext<Host | null>(null);

/** The host of this window. Missing is a mistake in the program, not a state. */
export function useHost(): Host {
  const host = use(HostContext);
  if (!host) throw new Error("no host above this component");
  return host;
}
