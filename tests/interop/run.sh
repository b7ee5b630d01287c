#!/usr/bin/env bash
# Interop: an export of ours is checked by code that is not ours, and logs that code which is not ours wrote are checked
# by `countersign-verify`. Needs Debian's golang-go, golang-golang-x-mod-dev, openssl and python3; no network.
. "$(dirname "$0")/../../scripts/common.sh"

build_programs
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

GO111MODULE=off GOFLAGS='' GOPATH="/usr/share/gocode:$PWD/tests/interop/go" go build -o "$scratch/tlogcheck" tlogcheck
python3 tests/interop/interop.py \
  --ctl "$built/debug/countersignctl" --verify "$built/debug/countersign-verify" \
  --go "$scratch/tlogcheck" --scratch "$scratch"
