/**
 * The names and shapes that cross the host boundary. The one place that knows where they come from:
 * when the types generated from Rust stand in `src/api`, this file re-exports them and nothing else changes.
 */
export type QueryName = string;
export type QueryArgs = Record<QueryName, unknown>;
export type QueryResult = Record<QueryName, unknown>;
export type CommandName = string;
export type CommandArgs = Record<CommandName, unknown>;
export type CommandResult = Record<CommandName, unknown>;
/** What may have changed; a query that depends on it asks again. */
export type Topic = string;
