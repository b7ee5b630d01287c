#!/usr/bin/env bash
# Builds in release mode, measures beside the references, writes target/bench.txt anew and prints it.
# COUNTERSIGN_BENCH_ACTS: acts of the large log, 1,000,000 unless said.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

# Two builds: with the bench beside it, the shipped verifier would get features that it is not shipped with.
cargo build --locked --release --package verify
cargo build --locked --release --package tests --bin bench
exec "${CARGO_TARGET_DIR:-target}/release/bench" "$@"
