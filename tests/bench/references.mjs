// The engines of npm, beside which the bench measures. Prints one number: instances or evaluations a second.
//
//     node references.mjs bpmn-engine DIAGRAM SECONDS
//         in memory: each instance begun, its user tasks completed, and run to its end. The diagram is read once.
//     node references.mjs feelin EXPRESSION CONTEXT SECONDS
//         feelin parses an expression each time it is evaluated; it has no other way.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

/** The packages are those of tests/differential. */
const from = createRequire(new URL("../differential/package.json", import.meta.url));
const load = (name) => import(pathToFileURL(from.resolve(name)).href);

const AMOUNT = 120.5;

/** How often a second `once` can be awaited. */
async function rate(once, seconds) {
  let [count, elapsed] = [0, 0];
  const began = process.hrtime.bigint();
  while (elapsed < seconds) {
    await once();
    count += 1;
    elapsed = Number(process.hrtime.bigint() - began) / 1e9;
  }
  return count / elapsed;
}

async function bpmnEngine(diagram) {
  const [{ Engine }, moddle, elements, context] = await Promise.all(
    ["bpmn-engine", "bpmn-moddle", "bpmn-elements", "moddle-context-serializer"].map(load),
  );
  const Moddle = moddle.BpmnModdle ?? moddle.default?.BpmnModdle ?? moddle.default;
  const read = await new Moddle().fromXML(readFileSync(diagram, "utf8"));
  const serialise = context.default?.default ?? context.default;
  const sourceContext = serialise(read, context.TypeResolver(elements));
  return async () => {
    const execution = await new Engine({ sourceContext }).execute();
    const waiting = execution.getPostponed();
    if (waiting.length === 0) throw new Error("nothing waits");
    for (const task of waiting) {
      if (task.type === "bpmn:UserTask") task.signal({ amount: AMOUNT });
    }
    if (execution.isRunning) throw new Error("the instance did not end");
  };
}

async function feelin(expression, given) {
  const { evaluate } = await load("@bpmn-io/feelin");
  const scope = JSON.parse(given);
  if (evaluate(expression, scope).value !== true) throw new Error(`\`${expression}\` is not true`);
  return () => evaluate(expression, scope);
}

const [engine, ...rest] = process.argv.slice(2);
const seconds = Number(rest.pop());
const once = await { "bpmn-engine": bpmnEngine, feelin }[engine](...rest);
if (engine === "feelin") {
  let count = 0;
  const began = process.hrtime.bigint();
  let elapsed = 0;
  while (elapsed < seconds) {
    for (let turn = 0; turn < 1000; turn += 1) once();
    count += 1000;
    elapsed = Number(process.hrtime.bigint() - began) / 1e9;
  }
  console.log(count / elapsed);
} else {
  console.log(await rate(once, seconds));
}
