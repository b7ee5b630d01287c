#!/usr/bin/env bash
# Every check, each part with its time: scripts/test.sh [PART]... (all unless named).
#
# INVARIANT: a part that cannot run fails. The only things left out are said in so many words, with the reason.
# To add a part: a function `part_NAME` and its name in PARTS.
. "$(dirname "$0")/common.sh"

PARTS=(fmt deny ui clippy rust doc interop differential browser desktop kill)
[ $# -eq 0 ] || PARTS=("$@")

part_fmt() { cargo fmt --all --check; }

part_clippy() { cargo clippy --workspace --all-targets --locked -- -D warnings; }

# The advisory database is not part of this repository: advisories are checked where a copy is at hand.
part_deny() {
  if ! command -v cargo-deny >/dev/null; then
    say "cargo-deny is not installed: left out here. The architecture test checks bans, licences and sources of what is shipped."
    return 0
  fi
  cargo deny --locked --offline check bans licenses sources
  if [ -d "${CARGO_HOME:-$HOME/.cargo}/advisory-dbs" ]; then
    cargo deny --locked --offline check advisories
  else
    say "no advisory database on this machine: advisories left out (\`cargo deny fetch\` gets it)"
  fi
}

part_rust() {
  if command -v cargo-nextest >/dev/null; then
    cargo nextest run --workspace --locked --no-fail-fast
  else
    cargo test --workspace --locked --all-targets --no-fail-fast
  fi
}

part_doc() { cargo test --workspace --locked --doc; }

part_ui() {
  need_file ui/package-lock.json "the part ui"
  npm --prefix ui run typecheck
  npm --prefix ui run lint
  npm --prefix ui run test
  npm --prefix ui run build
}

part_browser() { outside tests/e2e/run.sh; }
part_desktop() { outside tests/desktop/run.sh; }
# A build of its own: the failpoints are in no other.
part_kill() {
  cargo test --locked --workspace --features tests/failpoints --test all -- --nocapture kill:: disk_full::
}
part_interop() { outside tests/interop/run.sh; }
part_differential() { outside tests/differential/run.sh; }

outside() {
  need_file "$1" "this part"
  bash "$1"
}

# A part runs in a shell of its own: `set -e` holds inside it, and the parts after a failed one still run.
if [ -n "${COUNTERSIGN_PART:-}" ]; then
  part=$COUNTERSIGN_PART
  unset COUNTERSIGN_PART
  "part_$part"
  exit
fi

for part in "${PARTS[@]}"; do
  declare -F "part_$part" >/dev/null || fail "no part \`$part\`; there are: $(declare -F | sed -n 's/^declare -f part_//p' | tr '\n' ' ')"
done

began=$SECONDS
scripts/setup.sh test
times=("$(printf '%-12s %5d s' setup $((SECONDS - began)))")
failed=()
for part in "${PARTS[@]}"; do
  say "=== $part"
  start=$SECONDS
  result=passed
  COUNTERSIGN_PART=$part bash "scripts/test.sh" </dev/null || { result=FAILED; failed+=("$part"); }
  times+=("$(printf '%-12s %5d s  %s' "$part" $((SECONDS - start)) $result)")
  say "--- $part $((SECONDS - start)) s $result"
done

say
printf '%s\n' "${times[@]}" "$(printf '%-12s %5d s' total $((SECONDS - began)))"
say "parts: $((${#PARTS[@]} - ${#failed[@]})) passed, ${#failed[@]} failed"
[ ${#failed[@]} -eq 0 ] || fail "failed: ${failed[*]}"
