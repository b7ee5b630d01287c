/** The settings of one field of a form: name, kind, what is accepted, what may be chosen, open or sealed. */
import { Plus, X } from "lucide-react";
import { Button } from "../../components/Button";
import { Checkbox } from "../../components/Checkbox";
import { Select } from "../../components/Select";
import { retentionWords } from "../../parts/retention";
import { useNamed, useText } from "../../text/text";
import { Setting } from "../panel/Setting";
import {
  FIELD_TYPES,
  STATIC_TYPES,
  componentErrors,
  hasChoices,
  readComponent,
  type Component,
  type Form,
} from "./form";
import css from "./Files.module.css";

const PATTERN_EXAMPLE = "^[A-Z]{2}[0-9]{2}$";

export function FieldSettings({
  form,
  index,
  onSet,
}: {
  form: Form;
  index: number;
  onSet: (set: Partial<Component>) => void;
}) {
  const t = useText();
  const named = useNamed();
  const raw = form.components[index];
  if (!raw) return null;
  const one = readComponent(raw);
  const found = componentErrors(form, index);
  const error = (name: keyof Component) => {
    const id = found[name];
    return id === undefined ? undefined : t(id);
  };
  const types: readonly string[] = (STATIC_TYPES as readonly string[]).includes(one.type) ? STATIC_TYPES : FIELD_TYPES;
  const known = types.includes(one.type);
  return (
    <>
      <Select
        label={t("builder-type")}
        options={(known ? types : [...types, one.type]).map((value) => ({
          value,
          label: named("builder-type", value),
        }))}
        value={one.type}
        onChange={(type) => onSet({ type })}
        error={known ? undefined : t("builder-type-unknown")}
      />
      {one.type === "text" ? (
        <Setting label={t("builder-text")} rows={3} value={one.text} onCommit={(text) => onSet({ text })} />
      ) : (
        (FIELD_TYPES as readonly string[]).includes(one.type) && (
          <>
            <Setting label={t("builder-label")} value={one.label} onCommit={(label) => onSet({ label })} />
            <Setting
              label={t("builder-key")}
              hint={t("builder-key-hint")}
              error={error("key")}
              code
              value={one.key}
              onCommit={(key) => onSet({ key: key.trim() })}
            />
            <Setting
              label={t("builder-description")}
              optional
              value={one.description}
              onCommit={(description) => onSet({ description })}
            />
            <Checkbox
              label={t("builder-required")}
              checked={one.required}
              onChange={(required) => onSet({ required })}
            />
            <Checkbox
              label={t("builder-only-shown")}
              hint={t("builder-only-shown-hint")}
              checked={one.shown}
              onChange={(shown) => onSet({ shown })}
            />
            <Limits one={one} error={error} onSet={onSet} />
            {hasChoices(one.type) && <Options one={one} error={error("options")} onSet={onSet} />}
            <Sealing one={one} error={error("retention")} onSet={onSet} />
          </>
        )
      )}
    </>
  );
}

interface Part {
  one: Component;
  onSet: (set: Partial<Component>) => void;
}

function Limits({ one, error, onSet }: Part & { error: (name: keyof Component) => string | undefined }) {
  const t = useText();
  if (one.type === "number")
    return (
      <div className={css.two}>
        <Setting label={t("builder-min")} optional code value={one.min} onCommit={(min) => onSet({ min })} />
        <Setting label={t("builder-max")} optional code value={one.max} onCommit={(max) => onSet({ max })} />
        <Setting
          label={t("builder-digits")}
          optional
          code
          value={one.digits}
          onCommit={(digits) => onSet({ digits })}
        />
      </div>
    );
  if (one.type !== "textfield" && one.type !== "textarea") return null;
  return (
    <>
      <div className={css.two}>
        <Setting
          label={t("builder-min-length")}
          optional
          code
          value={one.minLength}
          onCommit={(minLength) => onSet({ minLength })}
        />
        <Setting
          label={t("builder-max-length")}
          optional
          code
          value={one.maxLength}
          onCommit={(maxLength) => onSet({ maxLength })}
        />
      </div>
      <Setting
        label={t("builder-pattern")}
        hint={t("builder-pattern-hint", { example: PATTERN_EXAMPLE })}
        error={error("pattern")}
        optional
        code
        value={one.pattern}
        onCommit={(pattern) => onSet({ pattern })}
      />
    </>
  );
}

function Options({ one, error, onSet }: Part & { error: string | undefined }) {
  const t = useText();
  const set = (index: number, part: Partial<{ value: string; label: string }>) =>
    onSet({ options: one.options.map((each, at) => (at === index ? { ...each, ...part } : each)) });
  return (
    <fieldset className={css.options}>
      <legend>{t("builder-options")}</legend>
      {one.options.map((option, index) => (
        // Options have no id of their own: their place is what they are known by.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={index} className={css.option}>
          <Setting
            label={t("builder-option-label", { number: index + 1 })}
            value={option.label}
            onCommit={(label) => set(index, { label })}
          />
          <Setting
            label={t("builder-option-value", { number: index + 1 })}
            code
            value={option.value}
            onCommit={(value) => set(index, { value })}
          />
          <Button
            kind="quiet"
            icon={<X />}
            tip={t("builder-option-remove", { number: index + 1 })}
            disabled={one.options.length < 2}
            onClick={() => onSet({ options: one.options.filter((_, at) => at !== index) })}
          />
        </div>
      ))}
      {error !== undefined && <p className={css.error}>{error}</p>}
      <Button
        icon={<Plus />}
        onClick={() => {
          const number = one.options.length + 1;
          onSet({ options: [...one.options, { label: "", value: `option_${number}` }] });
        }}
      >
        {t("builder-option-add")}
      </Button>
    </fieldset>
  );
}

const PERIODS = ["P1Y", "P2Y", "P3Y", "P6Y", "P10Y"];

function Sealing({ one, error, onSet }: Part & { error: string | undefined }) {
  const t = useText();
  const periods = PERIODS.includes(one.retention) || one.retention === "" ? PERIODS : [...PERIODS, one.retention];
  return (
    <>
      <Select
        label={t("builder-data")}
        hint={t(one.sealed ? "builder-data-sealed-hint" : "builder-data-open-hint")}
        options={[
          { value: "open", label: t("builder-data-open") },
          { value: "sealed", label: t("builder-data-sealed") },
        ]}
        value={one.sealed ? "sealed" : "open"}
        onChange={(data) => onSet({ sealed: data === "sealed" })}
      />
      {one.sealed && (
        <>
          <Select
            label={t("builder-retention")}
            options={periods.map((value) => ({ value, label: retentionWords(t, value) }))}
            value={one.retention}
            onChange={(retention) => onSet({ retention })}
          />
          <Setting
            label={t("builder-retention-written")}
            error={error}
            code
            value={one.retention}
            onCommit={(retention) => onSet({ retention: retention.trim() })}
          />
        </>
      )}
    </>
  );
}
