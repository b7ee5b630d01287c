// The ledger: what it reads, and that nothing gets past it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { differences, parseLedger, row } from "./ledger.mjs";

const SECTION = "# Title\n\n## Rounding\n\n**Follows the standard:** Countersign.\n\n| Key | one | other |\n|---|---|---|\n";
const disagreement = (theirs, ours) => ({ theirs, ours, note: "" });

test("a row is read as it is written", () => {
  for (const key of ["a | b", "`x` + 1", "plain", '"\\\\d|e"']) {
    const rows = parseLedger(`${SECTION}${row(key, "1", "2")}\n`, "doc");
    assert.deepEqual([...rows], [[key, { theirs: "1", ours: "2", section: "Rounding" }]]);
  }
});

test("every difference between disagreements and rows is found", () => {
  const rows = parseLedger(`${SECTION}${row("a", "1", "2")}\n`, "doc");
  const cases = [
    ["as it stands", [["a", disagreement("1", "2")]], []],
    ["a new one", [["a", disagreement("1", "2")], ["b", disagreement("1", "2")]], [/^not in doc: .*`b`/]],
    ["other values", [["a", disagreement("1", "3")]], [/^changed since doc \(Rounding\)/]],
    ["none any more", [], [/^stale in doc \(Rounding\): `a`/]],
  ];
  for (const [reason, disagreements, wanted] of cases) {
    const found = differences(new Map(disagreements), rows, "doc");
    assert.equal(found.length, wanted.length, reason);
    wanted.forEach((pattern, index) => assert.match(found[index], pattern, reason));
  }
});

test("rows without a verdict and rows that stand twice are refused", () => {
  const line = row("a", "1", "2");
  assert.throws(() => parseLedger(`## Rounding\n\n${line}\n`, "doc"), /who follows/);
  assert.throws(() => parseLedger(`${SECTION}${line}\n${line}\n`, "doc"), /two rows/);
});
