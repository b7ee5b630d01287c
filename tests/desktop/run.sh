#!/usr/bin/env bash
# The app in a real window under Xvfb, steered by WebKitWebDriver: the main job, the editor by keyboard alone; and the shipped build
# cannot be steered.
# Arguments are names of tests.
. "$(dirname "$0")/../../scripts/common.sh"
. tests/desktop/prepare.sh
build_programs
cp "$built/debug/countersign" "$built/desktop/countersign-plain"
in_a_display python3 tests/desktop/run.py "$@"
