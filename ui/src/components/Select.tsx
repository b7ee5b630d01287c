/** One of a few. For more than about ten, or for typing, use Combobox. */
import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronsUpDown } from "lucide-react";
import { useText } from "../text/text";
import { Field, type FieldFrame } from "./Field";
import pop from "./popup.module.css";
import css from "./Select.module.css";

export interface Option<V extends string = string> {
  value: V;
  label: string;
  /** A second, quieter line. */
  note?: string;
}

export interface SelectProps<V extends string> extends FieldFrame {
  options: readonly Option<V>[];
  value: V | null;
  onChange: (value: V) => void;
}

export function Select<V extends string>({ options, value, onChange, ...frame }: SelectProps<V>) {
  const t = useText();
  return (
    <Field {...frame}>
      <Base.Root items={options} value={value} onValueChange={(next) => next !== null && onChange(next)}>
        <Base.Trigger className={css.trigger}>
          <Base.Value>
            {(chosen: V | null) => options.find((option) => option.value === chosen)?.label ?? t("select-empty")}
          </Base.Value>
          <Base.Icon className={css.icon}>
            <ChevronsUpDown />
          </Base.Icon>
        </Base.Trigger>
        <Base.Portal>
          <Base.Positioner className={pop.positioner} sideOffset={4} alignItemWithTrigger={false}>
            <Base.Popup className={pop.popup}>
              <Base.List>
                {options.map((option) => (
                  <Base.Item key={option.value} value={option.value} className={pop.item}>
                    <span className={pop.mark}>
                      <Base.ItemIndicator>
                        <Check />
                      </Base.ItemIndicator>
                    </span>
                    <Base.ItemText>{option.label}</Base.ItemText>
                    {option.note && <span className={pop.note}>{option.note}</span>}
                  </Base.Item>
                ))}
              </Base.List>
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
    </Field>
  );
}
