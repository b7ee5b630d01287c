/** A new password, twice; says how many characters are still needed and whether both are the same. */
import type { ReactNode } from "react";
import { TextField } from "../components/TextField";
import { useText } from "../text/text";

export const PASSWORD_CHARS = 15;

export interface Twice {
  first: string;
  second: string;
}

/** Characters as people count them, which is how the engine counts them. */
const lengthOf = (text: string) => [...text].length;

export function passwordReady({ first, second }: Twice): boolean {
  return lengthOf(first) >= PASSWORD_CHARS && first === second;
}

export function NewPassword({
  label,
  value,
  onChange,
  hint,
}: {
  label: string;
  value: Twice;
  onChange: (value: Twice) => void;
  hint?: ReactNode;
}) {
  const t = useText();
  const missing = PASSWORD_CHARS - lengthOf(value.first);
  const differs = value.second !== "" && !value.first.startsWith(value.second) && value.first !== value.second;
  return (
    <>
      <TextField
        label={label}
        hint={
          value.first !== "" && missing > 0
            ? t("password-more", { count: missing })
            : (hint ?? t("password-hint", { count: PASSWORD_CHARS }))
        }
        type="password"
        autoComplete="new-password"
        value={value.first}
        onChange={(first) => onChange({ ...value, first })}
      />
      <TextField
        label={t("password-again", { label })}
        type="password"
        autoComplete="new-password"
        value={value.second}
        onChange={(second) => onChange({ ...value, second })}
        error={differs ? t("password-differs") : undefined}
      />
    </>
  );
}
