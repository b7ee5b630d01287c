/** On which side each hash of an inclusion path stands (RFC 6962, section 2.1.1), from the leaf up. */
export type Side = "left" | "right";

export function sidesOf(index: number, size: number, length: number): Side[] {
  const sides: Side[] = [];
  let at = index;
  let last = size - 1;
  while (sides.length < length && last > 0) {
    if (at % 2 === 1) sides.push("left");
    else if (at < last) sides.push("right");
    // A node without a sibling moves up unchanged and takes no hash.
    at = Math.floor(at / 2);
    last = Math.floor(last / 2);
  }
  return sides;
}
