/** One of many, found by typing. */
import { Combobox as Base } from "@base-ui/react/combobox";
import { Check, ChevronsUpDown, X } from "lucide-react";
import { useState } from "react";
import { useText } from "../text/text";
import { Field, type FieldFrame } from "./Field";
import type { Option } from "./Select";
import pop from "./popup.module.css";
import css from "./Combobox.module.css";

export interface ComboboxProps<V extends string> extends FieldFrame {
  options: readonly Option<V>[];
  value: V | null;
  onChange: (value: V | null) => void;
  placeholder?: string;
}

export function Combobox<V extends string>({ options, value, onChange, placeholder, ...frame }: ComboboxProps<V>) {
  const t = useText();
  const [query, setQuery] = useState("");
  return (
    <Field {...frame}>
      <Base.Root
        items={options}
        value={options.find((option) => option.value === value) ?? null}
        onValueChange={(option) => onChange(option?.value ?? null)}
        onInputValueChange={setQuery}
        autoHighlight
      >
        <Base.InputGroup className={css.group}>
          <Base.Input className={css.input} placeholder={placeholder} />
          {value !== null && (
            <Base.Clear className={css.button} aria-label={t("combobox-clear")}>
              <X />
            </Base.Clear>
          )}
          <Base.Trigger className={css.button} aria-label={t("combobox-open")}>
            <ChevronsUpDown />
          </Base.Trigger>
        </Base.InputGroup>
        <Base.Portal>
          <Base.Positioner className={pop.positioner} sideOffset={4}>
            <Base.Popup className={pop.popup}>
              <Base.Empty className={pop.empty}>{t("combobox-none", { query })}</Base.Empty>
              <Base.List>
                {(option: Option<V>) => (
                  <Base.Item key={option.value} value={option} className={pop.item}>
                    <span className={pop.mark}>
                      <Base.ItemIndicator>
                        <Check />
                      </Base.ItemIndicator>
                    </span>
                    {option.label}
                    {option.note && <span className={pop.note}>{option.note}</span>}
                  </Base.Item>
                )}
              </Base.List>
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
    </Field>
  );
}
