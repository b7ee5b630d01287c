// bpmn-engine's run of a case: which elements ended, and how the whole did.
//
// Conditions are FEEL, evaluated by feelin, so that both engines decide on the same text. Timers are fired by the case, never by
// the clock.

import { EventEmitter } from "node:events";
import { evaluate } from "@bpmn-io/feelin";
import { Engine } from "bpmn-engine";

const SILENT = () => ({ debug() {}, error() {}, warn() {} });

/** Runs until the answers are given. */
export async function run(source, variables, answers) {
  const known = { ...variables };
  const timers = new Timers();
  const ended = [];
  const listener = new EventEmitter();
  listener.on("activity.end", (api) => ended.push(api.id));
  let failure;
  const engine = new Engine({ source, Logger: SILENT, timers, expressions: feel(known) });
  engine.on("error", (error) => (failure ??= error));
  try {
    const execution = await engine.execute({ listener, variables: known });
    for (const answer of answers) {
      Object.assign(known, answer.fields);
      give(execution, answer, timers);
      await settled();
    }
    await settled();
    return { ended: ended.sort(), outcome: outcome(failure, execution), note: failure?.message };
  } catch (error) {
    return { ended: ended.sort(), outcome: "incident", note: error.message };
  }
}

/** What bpmn-engine does without waiting is done within a few turns of the event loop. */
const settled = async () => {
  for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
};

function outcome(failure, execution) {
  if (failure) return "incident";
  return execution.isRunning ? "waiting" : "completed";
}

function give(execution, { at, kind }, timers) {
  if (kind === "fire") return timers.fire(at);
  const waiting = waitingAt(execution.getPostponed(), at);
  if (!waiting) throw new Error(`nothing waits at ${at}`);
  return waiting.signal();
}

/** The first activity with this id that can be answered, within sub-processes and repetitions too. */
function waitingAt(activities, id) {
  const seen = new Set();
  const found = [...activities];
  for (const activity of found) {
    if (seen.has(activity.executionId)) continue;
    seen.add(activity.executionId);
    const whole = activity.content.isMultiInstance && activity.content.index === undefined;
    if (activity.id === id && !whole) return activity;
    found.push(...activity.getPostponed(), ...(activity.getExecuting?.() ?? []));
  }
  return undefined;
}

/** Timers that only `fire` ends. */
class Timers {
  executing = [];

  setTimeout(callback, delay, ...args) {
    return this.start(undefined, callback, delay, args);
  }

  start(owner, callback, delay, args) {
    const timer = { id: owner?.id, callback: () => callback(...args), delay };
    this.executing.push(timer);
    return timer;
  }

  clearTimeout(timer) {
    this.executing = this.executing.filter((one) => one !== timer);
  }

  register(owner) {
    return {
      setTimeout: (callback, delay, ...args) => this.start(owner, callback, delay, args),
      clearTimeout: (timer) => this.clearTimeout(timer),
    };
  }

  fire(id) {
    const timer = this.executing.find((one) => one.id === id);
    if (!timer) throw new Error(`no timer at ${id}`);
    this.clearTimeout(timer);
    timer.callback();
  }
}

/** Text that begins with `=` is FEEL over the variables; other text is itself. */
const feel = (variables) => ({
  resolveExpression: (text) =>
    typeof text === "string" && text.startsWith("=") ? evaluate(text.slice(1), variables).value : text,
  isExpression: (text) => typeof text === "string" && text.startsWith("="),
  hasExpression: (text) => typeof text === "string" && text.includes("="),
});
