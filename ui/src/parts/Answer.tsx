/** An answer of the host in its three ways: there, not yet (with words when it takes long), or an error with a way on. */
import type { ReactNode } from "react";
import { ErrorNotice } from "../components/Notice";
import { Waiting } from "../components/Waiting";
import type { QueryState } from "../host/hooks";
import css from "./layout.module.css";

export function Answer<T>({ of, children }: { of: QueryState<T>; children: (data: T) => ReactNode }) {
  if (of.data !== undefined)
    return (
      <>
        {of.error && (
          <div className={css.pad}>
            <ErrorNotice error={of.error} onAgain={of.reload} />
          </div>
        )}
        {children(of.data)}
      </>
    );
  return (
    <div className={css.pad}>
      {of.error ? <ErrorNotice error={of.error} onAgain={of.reload} /> : <Waiting slow={of.slow} />}
    </div>
  );
}
