/** What stands in the way, or must be known: the words, the rule that says so, and the way on. */
import { Ban, CircleAlert, Clock, Info } from "lucide-react";
import type { ReactNode } from "react";
import type { HostError } from "../host/error";
import { useErrorText, useText } from "../text/text";
import { Button } from "./Button";
import css from "./Notice.module.css";

export type NoticeKind = "refusal" | "incident" | "wait" | "info";
const ICON = { refusal: Ban, incident: CircleAlert, wait: Clock, info: Info } as const;

export interface NoticeProps {
  kind: NoticeKind;
  children: ReactNode;
  /** Name of the rule that refuses. */
  rule?: string;
  /** Buttons or links that lead on. */
  way?: ReactNode;
}

export function Notice({ kind, children, rule, way }: NoticeProps) {
  const t = useText();
  const Icon = ICON[kind];
  return (
    <div className={css.notice} data-kind={kind} role={kind === "refusal" || kind === "incident" ? "alert" : "status"}>
      <Icon className={css.icon} aria-hidden />
      <div className={css.body}>
        <p>{children}</p>
        {rule && <p className={css.rule}>{t("notice-rule", { rule })}</p>}
        {way && <div className={css.way}>{way}</div>}
      </div>
    </div>
  );
}

/** An error of the host in words; offers to try again where that is harmless. */
export function ErrorNotice({ error, onAgain }: { error: HostError; onAgain?: () => void }) {
  const t = useText();
  const words = useErrorText();
  return (
    <Notice
      kind={error.incident ? "incident" : "refusal"}
      way={error.retryable && onAgain && <Button onClick={onAgain}>{t("error-again")}</Button>}
    >
      {words(error)}
    </Notice>
  );
}
