#!/usr/bin/env bash
# Opens the app on the sample workspace; creates the sample on first use. Without a display: the main job in the terminal.
. "$(dirname "$0")/common.sh"
scripts/setup.sh run

sample=${COUNTERSIGN_SAMPLE:-${XDG_DATA_HOME:-$HOME/.local/share}/countersign/sample}

# An unlocked default collection of the desktop's secret service. Asking must neither start one nor open a dialog.
keyring_is_unlocked() {
  [ -n "${DBUS_SESSION_BUS_ADDRESS:-}" ] && command -v dbus-send >/dev/null || return 1
  dbus-send --session --print-reply --dest=org.freedesktop.DBus /org/freedesktop/DBus \
    org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets 2>/dev/null | grep -q 'boolean true' || return 1
  dbus-send --session --print-reply --reply-timeout=2000 --dest=org.freedesktop.secrets /org/freedesktop/secrets/aliases/default \
    org.freedesktop.DBus.Properties.Get string:org.freedesktop.Secret.Collection string:Locked 2>/dev/null | grep -q 'boolean false'
}

if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  say "No display here: showing the main job in the terminal instead of the window."
  exec scripts/demo.sh
fi

npm --prefix ui run build
cargo build --locked --package ctl --package countersign

if [ ! -e "$sample/workspace.db" ]; then
  [ -z "$(ls -A "$sample" 2>/dev/null)" ] || fail "$sample holds something that is not a workspace; set COUNTERSIGN_SAMPLE to another folder"
  mkdir -p "$(dirname "$sample")"
  if keyring_is_unlocked; then
    vault=keyring
    say "Secrets of the sample workspace go to this desktop's keyring."
  else
    vault=file
    say "No unlocked keyring here: secrets of the sample workspace go to a file vault, wrapped under the passphrase printed below."
  fi
  say "Creating the sample workspace in $sample. Passwords are drawn now and shown only here."
  trap 'rm -rf "$sample"' EXIT # half a sample is worse than none; the folder was not there or empty
  "$built/debug/countersignctl" demo --workspace "$sample" --vault "$vault"
  trap - EXIT
else
  say "Opening the sample workspace in $sample. Its passwords were shown when it was created; remove the folder to start anew."
fi
exec "$built/debug/countersign" --workspace "$sample"
