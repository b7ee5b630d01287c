/** Every page and every act by name, with its key. Ctrl/⌘ K opens it. */
import { Autocomplete } from "@base-ui/react/autocomplete";
import { Dialog } from "@base-ui/react/dialog";
import { Search } from "lucide-react";
import { useState, type ReactNode } from "react";
import { useText } from "../text/text";
import { KeyHint } from "./KeyHint";
import dialog from "./Dialog.module.css";
import pop from "./popup.module.css";
import css from "./CommandPalette.module.css";

export interface PaletteEntry {
  id: string;
  label: string;
  group: string;
  icon?: ReactNode;
  keys?: readonly string[];
  /** Keys are pressed one after another. */
  sequence?: boolean;
  onRun: () => void;
}

export interface CommandPaletteProps {
  entries: readonly PaletteEntry[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function CommandPalette({ entries, open, onOpenChange }: CommandPaletteProps) {
  const t = useText();
  const [query, setQuery] = useState("");
  const groups = [...new Set(entries.map((entry) => entry.group))].map((value) => ({
    value,
    items: entries.filter((entry) => entry.group === value),
  }));
  const close = () => {
    onOpenChange(false);
    setQuery("");
  };
  return (
    <Dialog.Root open={open} onOpenChange={(next) => (next ? onOpenChange(true) : close())}>
      <Dialog.Portal>
        <Dialog.Backdrop className={dialog.veil} />
        <Dialog.Popup className={css.palette}>
          <Dialog.Title className="sr-only">{t("palette-title")}</Dialog.Title>
          <Autocomplete.Root
            inline
            open
            items={groups}
            value={query}
            onValueChange={setQuery}
            itemToStringValue={(entry: PaletteEntry) => entry.label}
            autoHighlight="always"
            keepHighlight
          >
            <div className={css.line}>
              <Search aria-hidden />
              <Autocomplete.Input
                className={css.input}
                placeholder={t("palette-hint")}
                aria-label={t("palette-title")}
              />
            </div>
            <Autocomplete.Empty className={pop.empty}>{t("palette-none", { query })}</Autocomplete.Empty>
            <Autocomplete.List className={css.list}>
              {(group: { value: string; items: PaletteEntry[] }) => (
                <Autocomplete.Group key={group.value} items={group.items}>
                  <Autocomplete.GroupLabel className={pop.group}>{group.value}</Autocomplete.GroupLabel>
                  <Autocomplete.Collection>
                    {(entry: PaletteEntry) => (
                      <Autocomplete.Item
                        key={entry.id}
                        value={entry}
                        className={pop.item}
                        onClick={() => {
                          close();
                          entry.onRun();
                        }}
                      >
                        {entry.icon}
                        {entry.label}
                        {entry.keys && (
                          <span className={pop.note}>
                            <KeyHint keys={entry.keys} sequence={entry.sequence ?? false} />
                          </span>
                        )}
                      </Autocomplete.Item>
                    )}
                  </Autocomplete.Collection>
                </Autocomplete.Group>
              )}
            </Autocomplete.List>
          </Autocomplete.Root>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
