#!/usr/bin/env bash
# What a reviewer should never have to say: formatting, clippy, cargo-deny, types and lints of the pages.
. "$(dirname "$0")/common.sh"
scripts/test.sh fmt clippy deny
npm --prefix ui run typecheck
npm --prefix ui run lint
