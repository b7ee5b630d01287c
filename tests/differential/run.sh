#!/usr/bin/env bash
# The same expressions and diagrams, evaluated by engines that are not ours and by `countersignctl`. Disagreements stand
# with their reasons in docs/feelin.md and docs/bpmn-engine.md; one that does not, and a row that no longer holds, fails.
. "$(dirname "$0")/../../scripts/common.sh"

build_programs
node --test tests/differential/ledger.test.mjs
node tests/differential/feel.mjs "$built/debug/countersignctl"
node tests/differential/bpmn.mjs "$built/debug/countersignctl"
