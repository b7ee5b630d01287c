// Our run of a case: `countersignctl simulate FILE --json`, the same kernel that runs requests.

import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** Runs until the answers are given. `folder` is for its files. */
export function run(program, folder, source, variables, answers) {
  const [file, given] = [join(folder, "process.bpmn"), join(folder, "answers.json")];
  writeFileSync(file, source);
  writeFileSync(given, JSON.stringify(answers));
  const ran = spawnSync(
    program,
    ["--json", "simulate", file, "--input", JSON.stringify(variables), "--answers", given],
    { encoding: "utf8" },
  );
  if (ran.error) throw ran.error;
  if (ran.status > 1) {
    const note = (ran.stderr || ran.stdout).trim().split("\n")[0];
    return { ended: [], outcome: "refused", note };
  }
  const { path, outcome, incidents, findings } = JSON.parse(ran.stdout);
  // A diagram that cannot run is answered as lint answers.
  if (findings) return { ended: [], outcome: "refused", note: findings.find((each) => each.severity === "error")?.message };
  return { ended: [...path].sort(), outcome, note: incidents[0]?.message };
}
