#!/usr/bin/env bash
# Measures beside the references, in release mode, and writes target/bench.txt anew. Arguments go to the bench.
. "$(dirname "$0")/common.sh"
scripts/setup.sh test
need_file tests/bench/run.sh "\`make bench\`"
exec bash tests/bench/run.sh "$@"
