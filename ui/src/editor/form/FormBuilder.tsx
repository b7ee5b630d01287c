/** Builds a form: its fields in order, the settings of the one that is chosen, and the form as people will see it. */
import { ArrowDown, ArrowUp, Lock, Plus, Trash2 } from "lucide-react";
import { useState, type KeyboardEvent } from "react";
import { Button } from "../../components/Button";
import { Menu } from "../../components/Menu";
import { FieldForm } from "../../parts/FieldForm";
import { startValues, type Values } from "../../parts/plain";
import { useNamed, useText } from "../../text/text";
import { useOpen } from "../model/useEditor";
import { FieldSettings } from "./FieldSettings";
import {
  FIELD_TYPES,
  STATIC_TYPES,
  fieldViews,
  moved,
  newComponent,
  readComponent,
  setComponent,
  writeForm,
  type Component,
  type Form,
} from "./form";
import css from "./Files.module.css";

export function FormBuilder({ path, form }: { path: string; form: Form }) {
  const t = useText();
  const { editor } = useOpen();
  const [at, setAt] = useState(0);
  const chosen = Math.min(at, form.components.length - 1);
  const keep = (components: Form["components"]) => editor.setFile(path, writeForm({ ...form, components }));
  const raw = form.components[chosen];
  const move = (to: number) => {
    keep(moved(form.components, chosen, to));
    setAt(Math.max(0, Math.min(form.components.length - 1, to)));
  };
  return (
    <div className={css.builder}>
      <section className={css.column} aria-label={t("builder-fields")}>
        <Fields
          form={form}
          chosen={chosen}
          onChoose={setAt}
          onMove={move}
          onRemove={() => keep(form.components.filter((_, index) => index !== chosen))}
          onAdd={(type) => {
            keep([
              ...form.components.slice(0, chosen + 1),
              newComponent(form, type),
              ...form.components.slice(chosen + 1),
            ]);
            setAt(chosen + 1);
          }}
        />
      </section>
      <section className={css.column} aria-label={t("builder-settings")}>
        {raw ? (
          <FieldSettings
            key={`${chosen} ${String(raw.id)}`}
            form={form}
            index={chosen}
            onSet={(set: Partial<Component>) =>
              keep(form.components.map((each, index) => (index === chosen ? setComponent(each, set) : each)))
            }
          />
        ) : (
          <p className={css.quiet}>{t("builder-empty")}</p>
        )}
      </section>
      <section className={css.column} aria-label={t("builder-preview")}>
        <h3>{t("builder-preview")}</h3>
        <Preview form={form} />
      </section>
    </div>
  );
}

function Fields({
  form,
  chosen,
  onChoose,
  onMove,
  onRemove,
  onAdd,
}: {
  form: Form;
  chosen: number;
  onChoose: (index: number) => void;
  onMove: (to: number) => void;
  onRemove: () => void;
  onAdd: (type: (typeof FIELD_TYPES)[number] | (typeof STATIC_TYPES)[number]) => void;
}) {
  const t = useText();
  const named = useNamed();
  const last = form.components.length - 1;
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by === undefined) {
      if (event.key !== "Delete") return;
      onRemove();
    } else if (event.altKey) onMove(chosen + by);
    else onChoose(Math.max(0, Math.min(last, chosen + by)));
    event.preventDefault();
    const list = event.currentTarget;
    requestAnimationFrame(() => list.querySelector<HTMLElement>('[aria-selected="true"]')?.focus());
  };
  return (
    <>
      <div className={css.tools} role="toolbar" aria-label={t("builder-tools")}>
        <Menu
          trigger={<Button icon={<Plus />}>{t("builder-add")}</Button>}
          entries={[...FIELD_TYPES, ...STATIC_TYPES].map((type) => ({
            id: type,
            label: named("builder-type", type),
            onSelect: () => onAdd(type),
          }))}
        />
        <Button
          kind="quiet"
          icon={<ArrowUp />}
          tip={t("builder-earlier")}
          keys={["Alt", "↑"]}
          disabled={chosen <= 0}
          onClick={() => onMove(chosen - 1)}
        />
        <Button
          kind="quiet"
          icon={<ArrowDown />}
          tip={t("builder-later")}
          keys={["Alt", "↓"]}
          disabled={chosen < 0 || chosen >= last}
          onClick={() => onMove(chosen + 1)}
        />
        <Button
          kind="quiet"
          icon={<Trash2 />}
          tip={t("builder-remove-field")}
          disabled={chosen < 0}
          onClick={onRemove}
        />
      </div>
      {form.components.length === 0 ? (
        <p className={css.quiet}>{t("builder-no-fields")}</p>
      ) : (
        <ul role="listbox" aria-label={t("builder-fields")} tabIndex={-1} onKeyDown={onKeyDown} className={css.fields}>
          {form.components.map((raw, index) => {
            const one = readComponent(raw);
            return (
              // Keys are the list's: they move from row to row.
              // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
              <li
                key={`${String(raw.id)} ${one.key}`}
                role="option"
                aria-selected={index === chosen}
                tabIndex={index === Math.max(0, chosen) ? 0 : -1}
                className={css.field}
                onClick={() => onChoose(index)}
              >
                <span className={css.fieldName}>
                  {one.label || one.text || one.key || named("builder-type", one.type)}
                </span>
                <span className={css.quiet}>
                  {named("builder-type", one.type)} {one.key !== "" && <code>{one.key}</code>}{" "}
                  {one.required && t("builder-is-required")}{" "}
                  {one.sealed && (
                    <>
                      <Lock aria-hidden /> {t("builder-is-sealed")}
                    </>
                  )}
                </span>
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}

function Preview({ form }: { form: Form }) {
  const t = useText();
  const fields = fieldViews(form);
  const [values, setValues] = useState<Values>(() => startValues(fields));
  const shown = fields.filter((field) => !field.writable);
  const texts = form.components.map(readComponent).filter((one) => one.type === "text" && one.text !== "");
  return (
    <div className={css.preview}>
      {texts.map((one, index) => (
        // Texts have no id of their own: their place is what they are known by.
        // oxlint-disable-next-line react/no-array-index-key
        <p key={index}>{one.text}</p>
      ))}
      {shown.length > 0 && (
        <dl className={css.shown}>
          {shown.map((field) => (
            <div key={field.path}>
              <dt>{field.label}</dt>
              <dd className={css.quiet}>{field.sealed === null ? t("builder-shown") : t("builder-shown-sealed")}</dd>
            </div>
          ))}
        </dl>
      )}
      <FieldForm fields={fields} values={values} onChange={setValues} tried={false} />
      {fields.length === 0 && <p className={css.quiet}>{t("builder-no-fields")}</p>}
    </div>
  );
}
