#!/usr/bin/env bash
# Takes docs/pictures anew: every page, light and dark, from the real window.
. "$(dirname "$0")/../../scripts/common.sh"
. tests/desktop/prepare.sh
mkdir -p docs/pictures
in_a_display python3 tests/desktop/pictures.py docs/pictures "$@"
size=$(du -sk docs/pictures | cut -f1)
say "docs/pictures: $(find docs/pictures -name '*.png' | wc -l) pictures, $size KiB"
[ "$size" -lt 8192 ] || fail "the pictures are larger than 8 MiB together"
