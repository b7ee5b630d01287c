/** What of a test run is drawn on the diagram at one of its steps, and what is true of a call that stopped. */
import type { Marks } from "../../components/bpmn";
import type { Simulation } from "../../host/contract";

/** What was passed and taken until then. What stopped is drawn where the run stands. */
export function marksAt({ steps, incidents }: Simulation, at: number): Marks {
  const past = steps.slice(0, at + 1);
  const tokens: Record<string, number> = {};
  for (const id of steps[at]?.tokens ?? []) tokens[id] = (tokens[id] ?? 0) + 1;
  const passed = new Set(past.filter((step) => step.what === "passed").map((step) => step.element));
  return {
    tokens,
    done: [...passed].filter((id) => tokens[id] === undefined),
    flows: [...new Set(past.flatMap((step) => step.flows))],
    ...(at >= steps.length - 1 && {
      incidents: Object.fromEntries(incidents.map((incident) => [incident.element, incident.message])),
    }),
  };
}

/** Whether a call that stopped had been answered, or had left without an answer: then the other side may have acted on it. */
export function wasCalled({ steps }: Simulation, element: string): boolean {
  const own = steps.filter((step) => step.element === element && step.what !== "incident" && step.what !== "ended");
  return own.at(-1)?.what === "answered";
}
