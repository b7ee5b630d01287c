/** Label, control, hint and error. An error says what is expected, with an example. */
import { Field as Base } from "@base-ui/react/field";
import type { ReactNode } from "react";
import { useText } from "../text/text";
import css from "./Field.module.css";

export interface FieldFrame {
  label: string;
  hint?: ReactNode;
  /** Shown instead of nothing; the control is marked invalid. */
  error?: string | undefined;
  /** A value that would be accepted, shown with the error. */
  example?: string;
  optional?: boolean;
  name?: string;
  disabled?: boolean;
}

export function Field({
  label,
  hint,
  error,
  example,
  optional,
  name,
  disabled,
  children,
}: FieldFrame & { children: ReactNode }) {
  const t = useText();
  return (
    <Base.Root className={css.field} invalid={error !== undefined} name={name} disabled={disabled}>
      <Base.Label className={css.label}>
        {label}
        {optional && <span className={css.optional}>{t("field-optional")}</span>}
      </Base.Label>
      {children}
      {error !== undefined && (
        <Base.Error match className={css.error}>
          {error}
          {example && <span> {t("field-example", { example })}</span>}
        </Base.Error>
      )}
      {hint && <Base.Description className={css.hint}>{hint}</Base.Description>}
    </Base.Root>
  );
}

export const control = css.control;
