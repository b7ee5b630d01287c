#!/usr/bin/env bash
# Builds the pages into ui/dist, which the desktop app carries.
. "$(dirname "$0")/common.sh"
[ -d ui/node_modules ] || npm --prefix ui ci --ignore-scripts
npm --prefix ui run build
