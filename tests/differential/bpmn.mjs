// Small diagrams beside bpmn-engine: which elements ended, how often, and how the whole did.
//
// Usage: node bpmn.mjs COUNTERSIGNCTL. Fails at a disagreement that docs/bpmn-engine.md does not explain, and at a stale row of it.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CASES } from "./bpmn/cases.mjs";
import { xml } from "./bpmn/diagram.mjs";
import { run as runOurs } from "./bpmn/ours.mjs";
import { run as runTheirs } from "./bpmn/theirs.mjs";
import { differences, readLedger } from "./ledger.mjs";

const LEDGER = "docs/bpmn-engine.md";

const shown = ({ outcome, ended }) => `${outcome}: ${ended.join(" ")}`.trim();

const folder = mkdtempSync(join(tmpdir(), "countersign-differential-"));
const disagreements = new Map();
let runs = 0;
try {
  for (const { name, diagram, runs: these } of CASES) {
    for (const [what, [variables, answers]] of Object.entries(these)) {
      runs += 1;
      const ours = runOurs(process.argv[2] ?? "countersignctl", folder, xml(diagram, "ours"), variables, answers);
      const theirs = await runTheirs(xml(diagram, "theirs"), variables, answers);
      if (shown(ours) === shown(theirs)) continue;
      const note = [theirs.note, ours.note].filter(Boolean).join(" / ");
      disagreements.set(`${name}: ${what}`, { theirs: shown(theirs), ours: shown(ours), note });
    }
  }
} finally {
  rmSync(folder, { recursive: true });
}

const rows = readLedger(new URL(`../../${LEDGER}`, import.meta.url));
const found = differences(disagreements, rows, LEDGER);
found.forEach((line) => console.error(line));
console.log(
  `BPMN: ${CASES.length} diagrams, ${runs} runs; ${disagreements.size} disagreements with bpmn-engine, ${rows.size} rows in ${LEDGER}`,
);
process.exitCode = found.length === 0 ? 0 : 1;
