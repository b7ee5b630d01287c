/** The sign of a kind of step. Words stand beside it, always. */
import type { Kind } from "../model/kind";
import { glyphPath } from "./glyphs";

export function Glyph({ kind }: { kind: Kind }) {
  return (
    <svg
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={kind.startsWith("end") ? 1.6 : 1.1}
      strokeLinejoin="round"
      strokeLinecap="round"
      aria-hidden
    >
      <path d={glyphPath(kind)} />
    </svg>
  );
}
