"""Runs the desktop tests: all of them, or those named."""

import sys
import time
import traceback

import editor_by_keyboard
import main_job
import steering
import tray

TESTS = [
    main_job.new_workspace,
    main_job.main_job,
    editor_by_keyboard.editor_by_keyboard,
    tray.autostart,
    tray.closing_keeps_running,
    tray.background_start,
    steering.variable_is_removed,
    steering.no_session,
]


def main(names):
    unknown = set(names) - {test.__name__ for test in TESTS}
    if unknown:
        print(f"no test {unknown}; there are: {[test.__name__ for test in TESTS]}", file=sys.stderr)
        return 2
    failed = 0
    for test in TESTS:
        if names and test.__name__ not in names:
            continue
        began = time.monotonic()
        try:
            test()
            result = "ok"
        except Exception:  # whatever it is, the tests after it run as well
            traceback.print_exc()
            result = "FAILED"
            failed += 1
        print(f"{test.__name__} ... {result} ({time.monotonic() - began:.1f} s)", flush=True)
    return 1 if failed else 0


sys.exit(main(sys.argv[1:]))
