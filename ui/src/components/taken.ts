/**
 * Which flows of a diagram were taken, where only the elements are known that work passed and is at.
 *
 * INVARIANT: a flow is said to be taken only where no other way can have led there: it is the only one into an element that was
 * entered, or the only one out of an element that was passed, to one that was entered. Of a step with several ways the picture says
 * nothing that the record does not.
 */
export interface Way {
  id: string;
  source: string;
  target: string;
}

export interface Known {
  passed: ReadonlySet<string>;
  /** Passed, or work is there now. */
  entered: ReadonlySet<string>;
  /** Elements that can be passed without their way on being taken: gates that wait for events, and what throws. */
  mayStay: ReadonlySet<string>;
}

export function certainFlows(ways: readonly Way[], { passed, entered, mayStay }: Known): string[] {
  const out = countBy(ways, (way) => way.source);
  const into = countBy(ways, (way) => way.target);
  return ways
    .filter(({ source, target }) => {
      if (!entered.has(target)) return false;
      return into.get(target) === 1 || (out.get(source) === 1 && passed.has(source) && !mayStay.has(source));
    })
    .map((way) => way.id);
}

function countBy(ways: readonly Way[], key: (way: Way) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const way of ways) counts.set(key(way), (counts.get(key(way)) ?? 0) + 1);
  return counts;
}
