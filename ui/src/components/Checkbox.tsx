/** Yes or no, with its sentence. */
import { Checkbox as Base } from "@base-ui/react/checkbox";
import { Field } from "@base-ui/react/field";
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import css from "./Checkbox.module.css";

export interface CheckboxProps {
  label: ReactNode;
  hint?: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
  error?: string | undefined;
  disabled?: boolean;
  name?: string;
}

export function Checkbox({ label, hint, checked, onChange, error, disabled, name }: CheckboxProps) {
  return (
    <Field.Root className={css.root} invalid={error !== undefined} disabled={disabled} name={name}>
      <Field.Label className={css.label}>
        <Base.Root className={css.box} checked={checked} onCheckedChange={onChange}>
          <Base.Indicator className={css.mark}>
            <Check />
          </Base.Indicator>
        </Base.Root>
        <span>{label}</span>
      </Field.Label>
      {hint && <Field.Description className={css.hint}>{hint}</Field.Description>}
      {error !== undefined && (
        <Field.Error match className={css.error}>
          {error}
        </Field.Error>
      )}
    </Field.Root>
  );
}
