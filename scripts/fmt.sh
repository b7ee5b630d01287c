#!/usr/bin/env bash
# Formats Rust and the pages.
. "$(dirname "$0")/common.sh"
scripts/setup.sh run
cargo fmt --all
npm --prefix ui run format
