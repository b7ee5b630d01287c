/** Keys as caps: together (`["Ctrl","K"]`) or one after another (`then`). */
import { Fragment } from "react";
import { useText } from "../text/text";
import css from "./KeyHint.module.css";

const ON_MAC = typeof navigator !== "undefined" && /Mac/.test(navigator.platform);

export function KeyHint({ keys, sequence = false }: { keys: readonly string[]; sequence?: boolean }) {
  const t = useText();
  return (
    <span className={css.keys}>
      {keys.map((key, index) => (
        <Fragment key={key}>
          {index > 0 && sequence && <span className={css.then}>{t("keys-then")}</span>}
          <kbd className={css.key}>{ON_MAC && key === "Ctrl" ? "⌘" : key}</kbd>
        </Fragment>
      ))}
    </span>
  );
}
