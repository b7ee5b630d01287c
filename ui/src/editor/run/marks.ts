/** What of a test run is drawn on the diagram at one of its steps. */
import type { Marks } from "../../components/bpmn";
import type { Simulation } from "../../host/contract";

/** At the last step the whole path is inked; before it, the elements that were entered until then and the flows between them. */
export function marksAt({ steps, path, incidents }: Simulation, at: number): Marks {
  const step = steps[at];
  const tokens: Record<string, number> = {};
  for (const id of step?.tokens ?? []) tokens[id] = (tokens[id] ?? 0) + 1;
  if (at >= steps.length - 1)
    return {
      tokens,
      done: path.filter((id) => tokens[id] === undefined),
      incidents: Object.fromEntries(incidents.map((incident) => [incident.element, incident.message])),
    };
  const entered = new Set(steps.slice(0, at + 1).map((each) => each.element));
  // The path up to the last element that was entered by now.
  const reached = path.findLastIndex((id) => entered.has(id));
  return { tokens, done: path.slice(0, reached + 1).filter((id) => tokens[id] === undefined) };
}
