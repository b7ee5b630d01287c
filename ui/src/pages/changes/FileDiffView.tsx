/** A file as it is and as it would be, line by line; what goes and what comes has a sign and words, not colour alone. */
import { useMemo } from "react";
import { useText } from "../../text/text";
import { diffLines } from "./diff";
import css from "./FileDiffView.module.css";

const SIGN = { same: " ", gone: "−", new: "+" } as const;

export function FileDiffView({ before, after }: { before: string; after: string }) {
  const t = useText();
  const lines = useMemo(() => diffLines(pretty(before), pretty(after)), [before, after]);
  return (
    <pre tabIndex={0} className={css.diff}>
      {lines.map((line, index) => (
        // The lines never move within one difference.
        // oxlint-disable-next-line react/no-array-index-key
        <span key={index} className={css.line} data-kind={line.kind}>
          <span className={css.sign} aria-hidden>
            {SIGN[line.kind]}
          </span>
          {line.kind !== "same" && <span className="sr-only">{t(line.kind === "new" ? "diff-new" : "diff-gone")}</span>}
          <span>{line.text}</span>
        </span>
      ))}
    </pre>
  );
}

/** JSON with one thing a line, so that a difference is as small as it is. What is no JSON stays as it is. */
function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
