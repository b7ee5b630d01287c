#!/usr/bin/env bash
# Fuzzes every target of fuzz/ for FUZZ_SECONDS each (60 unless said): scripts/fuzz.sh [TARGET]...
# Needs a nightly toolchain and cargo-fuzz, so it stays outside `make test`.
. "$(dirname "$0")/common.sh"
need_file fuzz/Cargo.toml "\`make fuzz\`"
command -v cargo-fuzz >/dev/null || fail "cargo-fuzz is missing: \`cargo install --locked cargo-fuzz\`"
cargo +nightly --version >/dev/null 2>&1 || fail "a nightly toolchain is missing: \`rustup toolchain install nightly\`"

targets=("$@")
[ ${#targets[@]} -gt 0 ] || mapfile -t targets < <(cargo +nightly fuzz list)
[ ${#targets[@]} -gt 0 ] || fail "fuzz/ lists no target"
for target in "${targets[@]}"; do
  say "=== $target"
  cargo +nightly fuzz run "$target" -- -max_total_time="${FUZZ_SECONDS:-60}" -rss_limit_mb=2048
done
