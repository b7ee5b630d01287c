/** A number with bounds and steps. For decimals of the record (which are strings) use a TextField. */
import { NumberField as Base } from "@base-ui/react/number-field";
import { Minus, Plus } from "lucide-react";
import { useText } from "../text/text";
import { Field, type FieldFrame } from "./Field";
import css from "./NumberField.module.css";

export interface NumberFieldProps extends FieldFrame {
  value: number | null;
  onChange: (value: number | null) => void;
  min?: number;
  max?: number;
  step?: number;
}

export function NumberField({ value, onChange, min, max, step = 1, ...frame }: NumberFieldProps) {
  const t = useText();
  return (
    <Field {...frame}>
      <Base.Root value={value} onValueChange={onChange} min={min} max={max} step={step} required={!frame.optional}>
        <Base.Group className={css.group}>
          <Base.Input className={css.input} />
          <Base.Decrement className={css.step} aria-label={t("number-less")}>
            <Minus />
          </Base.Decrement>
          <Base.Increment className={css.step} aria-label={t("number-more")}>
            <Plus />
          </Base.Increment>
        </Base.Group>
      </Base.Root>
    </Field>
  );
}
