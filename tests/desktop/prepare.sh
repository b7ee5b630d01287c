# Sourced after scripts/common.sh: builds what the desktop tests and pictures need. Not a program.
# shellcheck shell=bash
#
# The same program is built twice: with the feature `webdriver`, which lets a driver steer the window, and as it ships.

npm --prefix ui run build >/dev/null
mkdir -p "$built/desktop"
build_programs --features countersign/webdriver
cp "$built/debug/countersign" "$built/desktop/countersign-steered"

# A display and a session bus of their own: nothing of the person who runs this is touched.
in_a_display() {
  env -u DBUS_SESSION_BUS_ADDRESS -u WAYLAND_DISPLAY PYTHONDONTWRITEBYTECODE=1 \
    xvfb-run -a -s "-screen 0 1440x900x24 -nolisten tcp" dbus-run-session -- "$@"
}
