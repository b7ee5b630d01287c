/** What a list is narrowed to, as chips. A filter is a field and one of its values; typing completes both. */
import { Autocomplete } from "@base-ui/react/autocomplete";
import { ListFilter, X } from "lucide-react";
import { useState, type Ref } from "react";
import { useText } from "../text/text";
import pop from "./popup.module.css";
import css from "./FilterBar.module.css";

export interface FilterField {
  key: string;
  name: string;
  values: readonly { value: string; label: string }[];
}

export interface Filter {
  key: string;
  value: string;
}

interface Choice extends Filter {
  label: string;
}

export interface FilterBarProps {
  fields: readonly FilterField[];
  filters: readonly Filter[];
  onChange: (filters: Filter[]) => void;
  /** For the `/` key: the page focuses it. */
  inputRef?: Ref<HTMLInputElement>;
}

export function FilterBar({ fields, filters, onChange, inputRef }: FilterBarProps) {
  const t = useText();
  const [text, setText] = useState("");
  const isOn = (choice: Filter) => filters.some((filter) => filter.key === choice.key && filter.value === choice.value);
  const choices = fields.flatMap((field): Choice[] =>
    field.values
      .map(({ value, label }) => ({ key: field.key, value, label: `${field.name}: ${label}` }))
      .filter((choice) => !isOn(choice)),
  );
  const add = (choice: Choice) => {
    onChange([...filters, { key: choice.key, value: choice.value }]);
    setText("");
  };
  return (
    <div className={css.bar} role="group" aria-label={t("filter-bar")}>
      <ListFilter className={css.icon} aria-hidden />
      {filters.map((filter) => {
        const field = fields.find(({ key }) => key === filter.key);
        const words = {
          name: field?.name ?? filter.key,
          value: field?.values.find(({ value }) => value === filter.value)?.label ?? filter.value,
        };
        return (
          <span key={`${filter.key}=${filter.value}`} className={css.chip}>
            <span className={css.name}>{words.name}</span>
            {words.value}
            <button
              type="button"
              className={css.remove}
              aria-label={t("filter-remove", words)}
              onClick={() => onChange(filters.filter((other) => other !== filter))}
            >
              <X />
            </button>
          </span>
        );
      })}
      <Autocomplete.Root
        items={choices}
        itemToStringValue={(choice: Choice) => choice.label}
        value={text}
        onValueChange={setText}
        autoHighlight
        openOnInputClick
      >
        <Autocomplete.Input
          ref={inputRef}
          className={css.input}
          placeholder={t("filter-search")}
          aria-label={t("filter-add")}
          aria-keyshortcuts="/"
        />
        <Autocomplete.Portal>
          <Autocomplete.Positioner className={pop.positioner} sideOffset={6}>
            <Autocomplete.Popup className={pop.popup}>
              <Autocomplete.Empty className={pop.empty}>{t("combobox-none", { query: text })}</Autocomplete.Empty>
              <Autocomplete.List>
                {(choice: Choice) => (
                  <Autocomplete.Item
                    key={`${choice.key}=${choice.value}`}
                    value={choice}
                    className={pop.item}
                    onClick={() => add(choice)}
                  >
                    {choice.label}
                  </Autocomplete.Item>
                )}
              </Autocomplete.List>
            </Autocomplete.Popup>
          </Autocomplete.Positioner>
        </Autocomplete.Portal>
      </Autocomplete.Root>
      {filters.length > 1 && (
        <button type="button" className={css.clear} onClick={() => onChange([])}>
          {t("filter-clear")}
        </button>
      )}
    </div>
  );
}
