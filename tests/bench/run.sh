#!/usr/bin/env bash
# Builds in release mode, measures beside the references, writes target/bench.txt anew and prints it.
# COUNTERSIGN_BENCH_ACTS: acts of the large log, 1,000,000 unless said.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

# The reference of Python needs PyPI once. Where it cannot be had, its lines have no reference, and this says why.
spiffworkflow() {
  local place=${CARGO_TARGET_DIR:-target}/spiffworkflow wanted=tests/bench/requirements.txt
  if ! cmp -s "$wanted" "$place/installed.txt"; then
    rm -rf "$place"
    python3 -m venv "$place" && "$place/bin/pip" --quiet --disable-pip-version-check install -r "$wanted" || return 1
    cp "$wanted" "$place/installed.txt"
  fi
  export COUNTERSIGN_BENCH_PYTHON=$place/bin/python
}
spiffworkflow || echo "SpiffWorkflow is not installed (above is why): its lines have no reference" >&2

# Two builds: with the bench beside it, the shipped verifier would get features that it is not shipped with.
cargo build --locked --release --package verify
cargo build --locked --release --package tests --bin bench
exec "${CARGO_TARGET_DIR:-target}/release/bench" "$@"
