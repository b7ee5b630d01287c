#!/usr/bin/env bash
# The main job from request to verdict, in the terminal, in a new folder. Arguments go to `countersignctl demo`.
. "$(dirname "$0")/common.sh"
command -v cargo >/dev/null || fail "Rust is missing (https://rustup.rs)"

cargo build --locked --package ctl
mkdir -p target/demo
folder=$(mktemp -d target/demo/XXXXXX)
exec "$built/debug/countersignctl" demo --workspace "$folder/workspace" --export "$folder/export" "$@"
