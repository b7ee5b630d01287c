/** One line of text. */
import { Field as Base } from "@base-ui/react/field";
import type { ComponentProps } from "react";
import { Field, control, type FieldFrame } from "./Field";

export interface TextFieldProps
  extends
    FieldFrame,
    Pick<ComponentProps<"input">, "placeholder" | "autoComplete" | "maxLength" | "autoFocus" | "spellCheck"> {
  value: string;
  onChange: (value: string) => void;
  type?: "text" | "password" | "email" | "url";
}

export function TextField({
  value,
  onChange,
  type = "text",
  placeholder,
  autoComplete,
  maxLength,
  autoFocus,
  spellCheck,
  ...frame
}: TextFieldProps) {
  const input = { type, placeholder, autoComplete, maxLength, autoFocus, spellCheck };
  return (
    <Field {...frame}>
      <Base.Control
        {...input}
        className={control}
        value={value}
        onValueChange={(next) => onChange(String(next))}
        required={!frame.optional}
      />
    </Field>
  );
}
