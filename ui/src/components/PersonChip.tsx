/** A person: initials on a quiet disc, and the name. */
import { useText } from "../text/text";
import css from "./PersonChip.module.css";

export function PersonChip({
  name,
  you = false,
  disabled = false,
}: {
  name: string;
  you?: boolean;
  disabled?: boolean;
}) {
  const t = useText();
  return (
    <span className={css.person} data-disabled={disabled || undefined}>
      <span className={css.disc} aria-hidden>
        {initials(name)}
      </span>
      <span className={css.name}>
        {disabled ? t("person-disabled", { name }) : you ? t("person-you", { name }) : name}
      </span>
    </span>
  );
}

/** First letters of the first and last word: "Ana Kovač" is AK. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const picked = words.length > 1 ? [words[0], words.at(-1)] : words;
  return picked
    .map((word) => [...(word ?? "")][0] ?? "")
    .join("")
    .toLocaleUpperCase();
}
