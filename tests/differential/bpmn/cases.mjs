// What both engines run: a diagram, variables, and what answers each wait, in order.
//
// To add a case, `[name, diagram, {run: [variables, answers]}]`: the lines of the diagram (see diagram.mjs) and any runs of it,
// in the file of cases/ that it belongs to.

import event from "./cases/event.mjs";
import flow from "./cases/flow.mjs";
import repeat from "./cases/repeat.mjs";
import scope from "./cases/scope.mjs";

const lines = (text) => text.trim().split("\n").map((line) => line.trim());

export const CASES = [...flow, ...scope, ...event, ...repeat].map(([name, diagram, runs]) => ({
  name,
  diagram: lines(diagram),
  runs,
}));
