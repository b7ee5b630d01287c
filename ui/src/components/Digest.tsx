/** A digest as eight characters in two groups; a click copies the whole. Whole and wrapped with `whole`. */
import { Check } from "lucide-react";
import { useEffect, useState } from "react";
import { useText } from "../text/text";
import css from "./Digest.module.css";

export function Digest({ value, whole = false }: { value: string; whole?: boolean }) {
  const t = useText();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);
  const shown = whole ? value : shortDigest(value);
  return (
    <button
      type="button"
      className={css.digest}
      data-whole={whole || undefined}
      title={value}
      aria-label={copied ? t("digest-copied") : t("digest-copy", { digest: shown })}
      onClick={(event) => {
        event.stopPropagation();
        void navigator.clipboard?.writeText(value).then(() => setCopied(true));
      }}
    >
      <code>{shown}</code>
      {copied && <Check className={css.copied} aria-hidden />}
    </button>
  );
}

/** "sha256:9f2c41ab…" and "9f2c41ab…" are both "9f2c 41ab". */
export function shortDigest(value: string): string {
  const bare = value.replace(/^[a-z0-9]+:/, "");
  return `${bare.slice(0, 4)} ${bare.slice(4, 8)}`.trim();
}
