/** The fields of a form to fill in, one column. A sealed field says what happens to it; what the host refused stands at its field. */
import { Lock } from "lucide-react";
import type { ReactNode } from "react";
import { Checkbox } from "../components/Checkbox";
import { Combobox } from "../components/Combobox";
import { DateField } from "../components/DateField";
import { Select } from "../components/Select";
import { TextArea } from "../components/TextArea";
import { TextField } from "../components/TextField";
import type { FieldView, Plain } from "../host/contract";
import type { HostError } from "../host/error";
import { useErrorText, useText } from "../text/text";
import css from "./FieldForm.module.css";
import { fieldErrors, type Values } from "./plain";
import { retentionWords } from "./retention";
import layout from "./layout.module.css";

export interface FieldFormProps {
  fields: readonly FieldView[];
  values: Values;
  onChange: (values: Values) => void;
  /** Show what is missing: after the first try to send. */
  tried: boolean;
  /** What the host refused. */
  error?: HostError | undefined;
}

const EXAMPLE = { number: "1250.00" };

export function FieldForm({ fields, values, onChange, tried, error }: FieldFormProps) {
  const t = useText();
  const words = useErrorText();
  const missing = tried ? fieldErrors(fields, values) : {};
  return (
    <div className={layout.form}>
      {fields
        .filter((field) => field.writable)
        .map((field) => {
          const own = missing[field.path];
          const refused = error?.field === field.path || (error && error.args.path === field.path);
          return (
            <FieldInput
              key={field.path}
              field={field}
              value={values[field.path]}
              onChange={(value) => onChange({ ...values, [field.path]: value })}
              error={own ? messageOf(t, own) : refused && error ? words(error) : undefined}
            />
          );
        })}
    </div>
  );
}

function messageOf(t: ReturnType<typeof useText>, id: string): string {
  return id === "form-number" ? t("form-number") : t("form-missing");
}

function FieldInput({
  field,
  value,
  onChange,
  error,
}: {
  field: FieldView;
  value: Plain | undefined;
  onChange: (value: Plain) => void;
  error: string | undefined;
}) {
  const frame = {
    label: field.label,
    optional: !field.required,
    error,
    hint: field.sealed === null ? undefined : <SealedHint period={field.sealed} />,
    name: field.path,
  };
  const text = value === undefined ? "" : String(value);
  const options = field.choices.map(([stored, label]) => ({ value: stored, label }));
  switch (field.kind) {
    case "long_text":
      return <TextArea {...frame} value={text} onChange={onChange} rows={4} />;
    case "choice":
      return options.length > 10 ? (
        <Combobox {...frame} options={options} value={text || null} onChange={(next) => onChange(next ?? "")} />
      ) : (
        <Select {...frame} options={options} value={text || null} onChange={onChange} />
      );
    case "choices":
      return <Choices {...frame} options={options} value={Array.isArray(value) ? value : []} onChange={onChange} />;
    case "checkbox":
      return (
        <Checkbox
          label={field.label}
          hint={frame.hint}
          error={error}
          name={field.path}
          checked={value === true}
          onChange={onChange}
        />
      );
    case "date":
      return <DateField {...frame} value={text || null} onChange={(day) => onChange(day ?? "")} />;
    case "number":
      return <TextField {...frame} value={text} onChange={onChange} example={EXAMPLE.number} spellCheck={false} />;
    default:
      return <TextField {...frame} value={text} onChange={onChange} />;
  }
}

function Choices({
  label,
  options,
  value,
  onChange,
  error,
  hint,
}: {
  label: string;
  options: readonly { value: string; label: string }[];
  value: readonly string[];
  onChange: (value: string[]) => void;
  error: string | undefined;
  hint?: ReactNode;
}) {
  return (
    <fieldset className={css.choices}>
      <legend>{label}</legend>
      {options.map((option) => (
        <Checkbox
          key={option.value}
          label={option.label}
          checked={value.includes(option.value)}
          onChange={(on) =>
            onChange(
              options.map((each) => each.value).filter((each) => (each === option.value ? on : value.includes(each))),
            )
          }
        />
      ))}
      {error && <p className={css.error}>{error}</p>}
      {hint}
    </fieldset>
  );
}

export function SealedHint({ period }: { period: string }) {
  const t = useText();
  return (
    <span className={css.sealed}>
      <Lock aria-hidden />
      {t("form-sealed", { period: retentionWords(t, period) })}
    </span>
  );
}
