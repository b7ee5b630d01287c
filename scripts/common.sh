# Sourced by every script: goes to the top of the repository and finds the Rust tools. Not a program.
# shellcheck shell=bash
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if ! command -v cargo >/dev/null && [ -r "$HOME/.cargo/env" ]; then
  # shellcheck disable=SC1091
  . "$HOME/.cargo/env"
fi

say() { printf '%s\n' "$*"; }
fail() { printf 'error: %s\n' "$*" >&2; exit 1; }

# Stops with a plain sentence when a step that belongs to this target is not there.
need_file() { [ -e "$1" ] || fail "$1 is missing, and $2 needs it"; }

# Where cargo puts what it builds.
built=${CARGO_TARGET_DIR:-target}

# Every program in the dev profile, built with the selection that the tests use: with another selection of packages their
# dependencies get other features, and half the world is built again. Arguments go to cargo.
build_programs() { cargo build --locked --quiet --workspace --all-targets "$@"; }
