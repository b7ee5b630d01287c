// FEEL beside feelin: the corpus in feel/corpus and seeded random expressions, evaluated by both.
//
// Usage: node feel.mjs COUNTERSIGNCTL. Fails at a disagreement that docs/feelin.md does not explain, and at a stale row of it.
// To add expressions: a line in a file of feel/corpus; a line `given {...}` sets the variables of those that follow.

process.env.TZ = "UTC";

import { readdirSync, readFileSync } from "node:fs";
import { differences, readLedger } from "./ledger.mjs";
import { evaluateOne } from "./feel/feelin.mjs";
import { evaluateAll } from "./feel/ours.mjs";
import { randomQuestions } from "./feel/random.mjs";
import { same, shown } from "./feel/value.mjs";

const LEDGER = "docs/feelin.md";
const RANDOM = 3000;
const SEED = 20261122;

const here = new URL(".", import.meta.url);

function corpus() {
  const folder = new URL("feel/corpus/", here);
  const questions = [];
  for (const name of readdirSync(folder).sort()) {
    let given;
    for (const line of readFileSync(new URL(name, folder), "utf8").split("\n")) {
      if (line === "" || line.startsWith("#")) continue;
      if (line.startsWith("given ")) given = JSON.parse(line.slice("given ".length));
      else questions.push({ expression: line, given });
    }
  }
  return questions;
}

const written = corpus();
if (new Set(written.map(({ expression }) => expression)).size !== written.length) {
  const seen = new Set();
  const twice = written.filter(({ expression }) => seen.has(expression) || !seen.add(expression));
  throw new Error(`asked twice: ${twice.map(({ expression }) => expression).join("; ")}`);
}
const questions = [...written, ...randomQuestions(RANDOM, SEED)];
const ours = evaluateAll(process.argv[2] ?? "countersignctl", questions);
const disagreements = new Map();
let values = 0;
questions.forEach((question, index) => {
  const theirs = evaluateOne(question);
  const our = ours[index];
  if (our.value !== null) values += 1;
  if (same(theirs.value, our.value)) return;
  const note = [theirs.note, our.note].filter(Boolean).join(" / ");
  disagreements.set(question.expression, { theirs: shown(theirs.value), ours: shown(our.value), note });
});

const rows = readLedger(new URL(`../../${LEDGER}`, here));
const found = differences(disagreements, rows, LEDGER);
found.forEach((line) => console.error(line));
console.log(
  `FEEL: ${questions.length} expressions (${RANDOM} random, seed ${SEED}), ${values} with a value; ` +
    `${disagreements.size} disagreements with feelin, ${rows.size} rows in ${LEDGER}`,
);
process.exitCode = found.length === 0 ? 0 : 1;
