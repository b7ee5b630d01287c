/** What a part of the made-up workspace answers: one function a query. A new query goes to the part it asks about. */
import type { QueryArgs, QueryName, QueryResult } from "../../host/contract";

export type Queries = { [Q in QueryName]: (args: QueryArgs[Q]) => QueryResult[Q] };
