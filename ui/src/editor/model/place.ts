/** Where new shapes go, so that nothing overlaps: room is made to the right, and what still lies over something moves down. */
import type { Editor } from "./editor";
import type { Drawn, Point } from "./services";

const APART = 30;
const MOST_MOVES = 60;

export function rightOf(source: Drawn, shape: Drawn, gap: number): Point {
  return { x: source.x + source.width + gap + shape.width / 2, y: source.y + source.height / 2 };
}

/** From so many shapes on, only those in the way make room: moving all of a large diagram takes too long to feel at once. */
const MANY = 60;

/** Moves everything right of a shape further right; sub-processes and pools grow with it. */
export function makeRoom(editor: Editor, shape: Drawn, by: number): void {
  const start = shape.x + shape.width + 1;
  const root = editor.get("canvas").getRootElement();
  const every = editor.get("elementRegistry").filter((each) => each !== root);
  if (every.length >= MANY) {
    editor.get("modeling").moveElements(inTheWay(every, shape, start), { x: by, y: 0 });
    return;
  }
  const tool = editor.get("spaceTool");
  const { movingShapes, resizingShapes } = tool.calculateAdjustments(every, "x", by, start);
  tool.makeSpace(movingShapes, resizingShapes, { x: by, y: 0 }, "e", start);
}

/** Shapes right of a line that lie beside one another, beginning with those beside a shape. */
function inTheWay(all: readonly Drawn[], shape: Drawn, start: number): Drawn[] {
  const right = all.filter(
    (each) => each.parent === shape.parent && !each.waypoints && !each.labelTarget && !each.host && each.x >= start,
  );
  const moving = new Set<Drawn>();
  const open: Drawn[] = [shape];
  for (let at = open.pop(); at; at = open.pop())
    for (const each of right)
      if (!moving.has(each) && each.y < at.y + at.height && at.y < each.y + each.height) {
        moving.add(each);
        open.push(each);
      }
  return [...moving];
}

/** Moves a new shape down until it lies over nothing beside it in its scope. */
export function clear(editor: Editor, shape: Drawn): void {
  for (let moves = 0; moves < MOST_MOVES; moves += 1) {
    const other = overlapped(shape);
    if (!other) return;
    editor.get("modeling").moveElements([shape], { x: 0, y: other.y + other.height + APART - shape.y });
  }
}

export function overlapped(shape: Drawn): Drawn | undefined {
  return (shape.parent?.children ?? []).find(
    (other) =>
      other !== shape &&
      !other.waypoints &&
      !other.labelTarget &&
      other.host !== shape &&
      shape.host !== other &&
      overlaps(shape, other),
  );
}

interface Box extends Point {
  width: number;
  height: number;
}

export function overlaps(one: Box, two: Box): boolean {
  return (
    one.x < two.x + two.width && two.x < one.x + one.width && one.y < two.y + two.height && two.y < one.y + one.height
  );
}
