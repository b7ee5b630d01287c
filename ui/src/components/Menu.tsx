/** Acts on one thing. Each has words and, where there is one, its key. */
import { Menu as Base } from "@base-ui/react/menu";
import type { ReactElement, ReactNode } from "react";
import { KeyHint } from "./KeyHint";
import pop from "./popup.module.css";

export type MenuEntry =
  | {
      kind?: "act";
      id: string;
      label: string;
      icon?: ReactNode;
      keys?: readonly string[];
      disabled?: boolean;
      onSelect: () => void;
    }
  | { kind: "line"; id: string };

export function Menu({
  trigger,
  entries,
  side = "bottom",
}: {
  trigger: ReactElement;
  entries: readonly MenuEntry[];
  side?: "bottom" | "top";
}) {
  return (
    <Base.Root modal={false}>
      <Base.Trigger render={trigger as ReactElement<Record<string, unknown>>} />
      <Base.Portal>
        <Base.Positioner className={pop.positioner} sideOffset={4} side={side} align="start">
          <Base.Popup className={pop.popup}>
            {entries.map((entry) =>
              entry.kind === "line" ? (
                <Base.Separator key={entry.id} className={pop.line} />
              ) : (
                <Base.Item key={entry.id} className={pop.item} disabled={entry.disabled} onClick={entry.onSelect}>
                  {entry.icon}
                  {entry.label}
                  {entry.keys && (
                    <span className={pop.note}>
                      <KeyHint keys={entry.keys} />
                    </span>
                  )}
                </Base.Item>
              ),
            )}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
