#!/usr/bin/env bash
# The pages in a browser: Chromium against the development host on a real workspace. Arguments go to Playwright.
#
# INVARIANT: everything is made anew below target/e2e: nothing of the person who runs it is read or written.
. "$(dirname "$0")/../../scripts/common.sh"

need_file ui/node_modules/@playwright/test "the browser tests"
ui/node_modules/.bin/tsc --project tests/e2e
npm --prefix ui run build >/dev/null
build_programs

# The runner and axe-core come with the pages' own tools, so that there is one lock file.
export NODE_PATH=$PWD/ui/node_modules
exec node ui/node_modules/@playwright/test/cli.js test --config tests/e2e/playwright.config.ts "$@"
