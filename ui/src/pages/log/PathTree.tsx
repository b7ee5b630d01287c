/** The path from a leaf to the root as a small tree: the entry climbs, each sibling's hash joins from its side. */
import { shortDigest } from "../../components/Digest";
import { useText } from "../../text/text";
import css from "./Log.module.css";
import { sidesOf } from "./path";

const STEP = 30;
const [WIDTH, MIDDLE, REACH] = [300, 150, 66];
/** Longer paths are drawn with their middle left out: a tree of a million entries has twenty levels. */
const MOST = 12;

export function PathTree({
  index,
  size,
  leaf,
  path,
  root,
}: {
  index: number;
  size: number;
  leaf: string;
  path: readonly string[];
  root: string;
}) {
  const t = useText();
  const sides = sidesOf(index, size, path.length);
  const all = path.map((hash, level) => ({ hash, side: sides[level] ?? "right", level }));
  const shown = all.length > MOST ? [...all.slice(0, MOST / 2), ...all.slice(-MOST / 2)] : all;
  const height = (shown.length + 1) * STEP + 20;
  const y = (level: number) => height - 10 - level * STEP;
  return (
    <svg
      className={css.tree}
      viewBox={`0 0 ${WIDTH} ${height}`}
      width={WIDTH}
      height={height}
      role="img"
      aria-label={t("log-path", { index, count: path.length, size })}
    >
      <line className={css.climb} x1={MIDDLE} x2={MIDDLE} y1={y(0)} y2={y(shown.length)} />
      {shown.map(({ hash, side, level }, at) => {
        const x = side === "left" ? MIDDLE - REACH : MIDDLE + REACH;
        return (
          <g key={level}>
            <path className={css.join} d={`M${x} ${y(at)} L${x} ${y(at) - 8} L${MIDDLE} ${y(at + 1)}`} />
            <circle className={css.sibling} cx={x} cy={y(at)} r="4" />
            <circle className={css.inner} cx={MIDDLE} cy={y(at + 1)} r="3" />
            <text x={side === "left" ? x - 8 : x + 8} y={y(at) + 4} textAnchor={side === "left" ? "end" : "start"}>
              {shortDigest(hash)}
            </text>
          </g>
        );
      })}
      <circle className={css.leaf} cx={MIDDLE} cy={y(0)} r="5" />
      <circle className={css.root} cx={MIDDLE} cy={y(shown.length)} r="5" />
      <text x={MIDDLE + 12} y={y(0) + 4}>
        {t("log-leaf-here", { index })}
      </text>
      <text x={MIDDLE + 12} y={y(shown.length) + 4}>
        {t("log-root-here")}
      </text>
      <title>{`${shortDigest(leaf)} → ${shortDigest(root)}`}</title>
    </svg>
  );
}
