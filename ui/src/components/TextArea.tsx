/** Several lines of text; grows with what is written. */
import { Field as Base } from "@base-ui/react/field";
import { Field, control, type FieldFrame } from "./Field";
import css from "./TextArea.module.css";

export interface TextAreaProps extends FieldFrame {
  value: string;
  onChange: (value: string) => void;
  rows?: number;
  placeholder?: string;
  maxLength?: number;
}

export function TextArea({ value, onChange, rows = 3, placeholder, maxLength, ...frame }: TextAreaProps) {
  return (
    <Field {...frame}>
      <Base.Control
        render={<textarea rows={rows} maxLength={maxLength} />}
        className={`${control} ${css.area}`}
        placeholder={placeholder}
        value={value}
        onValueChange={(next) => onChange(String(next))}
        required={!frame.optional}
      />
    </Field>
  );
}
