/**
 * A made-up workspace for tests and for the page of pieces: answers every query of the contract, and remembers commands.
 * Never part of what is shipped. What it answers lies in `workspace/`, one file a concept.
 */
import type {
  CommandArgs,
  CommandName,
  CommandResult,
  ErrorEnvelope,
  QueryArgs,
  QueryName,
  QueryResult,
  Topic,
} from "../host/contract";
import { HostError } from "../host/error";
import type { Host } from "../host/host";
import type { Queries } from "./workspace/answers";
import { CHANGE } from "./workspace/changes";
import { COMMANDS } from "./workspace/commands";
import { DRAFTS, keepDraft } from "./workspace/drafts";
import { TASKS } from "./workspace/inbox";
import { LOG } from "./workspace/log";
import { PEOPLE } from "./workspace/people";
import { REQUESTS } from "./workspace/requests";
import { RULES } from "./workspace/rules";
import { RUNS } from "./workspace/runs";
import { STATE } from "./workspace/state";
import { WORKFLOWS } from "./workspace/workflows";

const QUERIES: Queries = {
  ...STATE,
  ...PEOPLE,
  ...CHANGE,
  ...RULES,
  ...TASKS,
  ...REQUESTS,
  ...RUNS,
  ...WORKFLOWS,
  ...DRAFTS,
  ...LOG,
};

export interface Sent<C extends CommandName = CommandName> {
  name: C;
  args: CommandArgs[C];
  id: string;
}

export interface FixtureHost extends Host {
  /** Commands in the order they came. */
  sent: Sent[];
  /** Says that something changed. */
  poke: (topics: Topic[]) => void;
  /** The arguments of the one command of this name. */
  argsOf: <C extends CommandName>(name: C) => CommandArgs[C];
}

export interface Over {
  query?: { [Q in QueryName]?: (args: QueryArgs[Q]) => QueryResult[Q] };
  command?: Partial<CommandResult>;
  /** Commands that are refused, with what. */
  refuse?: Partial<Record<CommandName, Partial<ErrorEnvelope> & { code: string }>>;
  /** Commands that are recorded but whose first answer is lost on the way; sent again with the same id they are answered. */
  lose?: readonly CommandName[];
}

export function fixtureHost(over: Over = {}): FixtureHost {
  const sent: Sent[] = [];
  const listeners = new Set<(topics: Topic[]) => void>();
  keepDraft(null);
  return {
    sent,
    poke: (topics) => listeners.forEach((listener) => listener(topics)),
    argsOf(name) {
      const found = sent.filter((each) => each.name === name);
      if (found.length !== 1) throw new Error(`${found.length} commands ${name}`);
      return found[0]?.args as never;
    },
    async query(name, args) {
      return (over.query?.[name] ?? QUERIES[name])(args);
    },
    async command(name, args, id) {
      const first = !sent.some((each) => each.id === id);
      sent.push({ name, args, id });
      if (first && over.lose?.includes(name)) throw HostError.local("host.unreachable", true);
      const refused = over.refuse?.[name];
      if (refused) throw { args: {}, field: null, help: null, retryable: false, incident: null, ...refused };
      if (name === "drafts.save") keepDraft(args as CommandArgs["drafts.save"]);
      return over.command?.[name] ?? COMMANDS[name];
    },
    onChanged(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
