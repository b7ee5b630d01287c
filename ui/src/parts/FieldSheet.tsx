/** The fields of a form as they will be signed: a ruled sheet, sealed and changed values marked. */
import { Lock, PencilLine } from "lucide-react";
import { Digest } from "../components/Digest";
import type { FieldView, Plain } from "../host/contract";
import { useText } from "../text/text";
import css from "./FieldSheet.module.css";
import { plainText } from "./plain";
import { retentionWords } from "./retention";

export function FieldSheet({
  fields,
  opened = {},
}: {
  fields: readonly FieldView[];
  /** Sealed values that were opened. */
  opened?: Readonly<Record<string, Plain>>;
}) {
  const t = useText();
  if (fields.length === 0) return <p className={css.none}>{t("form-empty")}</p>;
  return (
    <dl className={css.sheet}>
      {fields.map((field) => (
        <div key={field.path} className={css.line} data-changed={field.changed || undefined}>
          <dt>{field.label}</dt>
          <dd>
            <Value field={field} opened={opened[field.path]} />
            <span className={css.marks}>
              {field.changed && (
                <span className={css.changed}>
                  <PencilLine aria-hidden />
                  {t("form-changed")}
                </span>
              )}
              {field.sealed !== null && (
                <span className={css.sealed}>
                  <Lock aria-hidden />
                  {t("form-kept", { period: retentionWords(t, field.sealed) })}
                  {field.commitment && <Digest value={field.commitment} />}
                </span>
              )}
            </span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Value({ field, opened }: { field: FieldView; opened: Plain | undefined }) {
  const t = useText();
  const value = opened ?? field.value;
  if (value !== null) return <span className={css.value}>{plainText(t, field, value)}</span>;
  if (field.sealed !== null && field.commitment) return <span className={css.closed}>{t("form-closed")}</span>;
  return <span className={css.closed}>{t("form-unset")}</span>;
}
