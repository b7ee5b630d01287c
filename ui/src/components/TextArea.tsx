/** Several lines of text; grows with what is written. */
import { Field as Base } from "@base-ui/react/field";
import { Field, control, type FieldFrame } from "./Field";
import css from "./TextArea.module.css";

/** Of the body text: what `rows` means where the field grows by its content. */
const [LINE, PADDING] = [20, 12];

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
        render={<textarea rows={rows} maxLength={maxLength} style={{ minHeight: rows * LINE + PADDING }} />}
        className={`${control} ${css.area}`}
        placeholder={placeholder}
        value={value}
        onValueChange={(next) => onChange(String(next))}
        required={!frame.optional}
      />
    </Field>
  );
}
