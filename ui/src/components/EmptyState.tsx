/** Nothing here yet: a quiet picture, one sentence that teaches, one action. */
import type { ReactNode } from "react";
import css from "./EmptyState.module.css";

export function EmptyState({ icon, children, action }: { icon: ReactNode; children: ReactNode; action?: ReactNode }) {
  return (
    <div className={css.empty}>
      <span className={css.picture} aria-hidden>
        {icon}
      </span>
      <p className={css.words}>{children}</p>
      {action}
    </div>
  );
}
