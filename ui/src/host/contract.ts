/**
 * The names and shapes that cross the host boundary, as generated from Rust into `src/api`, and what the host may poke.
 * Components import from here, never from `src/api`.
 */
import type { CommandArgs, QueryArgs } from "../api/contract";

export type * from "../api/contract";
export type QueryName = keyof QueryArgs;
export type CommandName = keyof CommandArgs;
/** What may have changed; a query that depends on it asks again. */
export type Topic = "app" | "people" | "changes" | "rules" | "inbox" | "runs" | "workflows" | "log" | "seal";
