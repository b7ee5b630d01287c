#!/usr/bin/env bash
# Takes docs/pictures anew from the real window under Xvfb.
. "$(dirname "$0")/common.sh"
scripts/setup.sh test
need_file tests/desktop/pictures.sh "\`make pictures\`"
exec bash tests/desktop/pictures.sh "$@"
