#!/usr/bin/env bash
# Installs what a target needs: scripts/setup.sh run|test. Doing nothing is quick, so every target calls it first.
#
# Debian and its relatives: missing packages are installed (with sudo when not root).
# Elsewhere: what is missing is named, with what it is for, and nothing is installed.
. "$(dirname "$0")/common.sh"

target=${1:-test}
case $target in run | test) ;; *) fail "usage: scripts/setup.sh run|test" ;; esac

# Debian package | how to tell that it is there on another system | what it is for
# To add one: one line, with a probe that is a command, `pkg-config NAME` or `file PATH`.
run_packages='
build-essential|command cc|linking, and compiling SQLite
pkg-config|command pkg-config|finding system libraries
libwebkit2gtk-4.1-dev|pkg-config webkit2gtk-4.1|the window (WebKitGTK 4.1)
libgtk-3-dev|pkg-config gtk+-3.0|the window (GTK 3)
librsvg2-dev|pkg-config librsvg-2.0|icons
libxdo-dev|file /usr/include/xdo.h|keyboard input of menus
libayatana-appindicator3-1|file /usr/lib/x86_64-linux-gnu/libayatana-appindicator3.so.1|the tray menu
'
test_packages='
xvfb|command Xvfb|a display for the desktop tests
webkit2gtk-driver|command WebKitWebDriver|driving the real window
dbus|command dbus-daemon|the session bus of the keyring test
dbus-x11|command dbus-launch|the session bus of the desktop tests
libglib2.0-bin|command gdbus|asking the tray menu over the session bus
gnome-keyring|command gnome-keyring-daemon|the keyring test
imagemagick|command import|pictures of the window
chromium|command chromium|browser tests
golang-go|command go|interop: an export checked by code that is not ours
golang-golang-x-mod-dev|file /usr/share/gocode/src/golang.org/x/mod/sumdb/note/note.go|interop: Go checksum database packages
openssl|command openssl|interop: signatures checked with OpenSSL
python3|command python3|interop: the tree checked with the standard library
patchelf|command patchelf|packages
'
packages=$run_packages
[ "$target" = run ] || packages+=$test_packages

there_elsewhere() {
  local kind=${1%% *} what=${1#* }
  case $kind in
    command) command -v "$what" >/dev/null ;;
    pkg-config) pkg-config --exists "$what" 2>/dev/null ;;
    file) [ -e "$what" ] ;;
    *) fail "unknown probe \`$1\`" ;;
  esac
}

tools() {
  local missing=()
  command -v git >/dev/null || missing+=("git")
  command -v cargo >/dev/null || missing+=("Rust $(sed -n 's/^channel = "\(.*\)"/\1/p' rust-toolchain.toml) (https://rustup.rs)")
  if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
    missing+=("Node 20.19 or newer with npm (https://nodejs.org)")
  elif ! node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'; then
    missing+=("Node 20.19 or newer (found $(node --version))")
  fi
  [ ${#missing[@]} -eq 0 ] || fail "please install first: $(printf '%s; ' "${missing[@]}")then run this again"
}

debian_packages() {
  local name missing=() as_root=()
  while IFS='|' read -r name _; do
    [ -n "$name" ] || continue
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || missing+=("$name")
  done <<<"$packages"
  [ ${#missing[@]} -gt 0 ] || return 0
  say "Debian packages to install: ${missing[*]}"
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || fail "not root and no sudo: as root, run \`apt-get install ${missing[*]}\`"
    as_root=(sudo)
  fi
  local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300)
  "${apt[@]}" update
  "${apt[@]}" install -y --no-install-recommends "${missing[@]}"
}

name_what_is_missing() {
  local name probe purpose missing=0
  while IFS='|' read -r name probe purpose; do
    [ -n "$name" ] || continue
    there_elsewhere "$probe" && continue
    printf 'missing: %-28s %s (checked: %s; this is its name in Debian)\n' "$name" "$purpose" "$probe" >&2
    missing=1
  done <<<"$packages"
  [ $missing -eq 0 ] || fail "only Debian's packages are installed by themselves: install the above with your system's tools, then run this again"
}

# Packages run no scripts of their own at installation; the lock file says which bytes are meant.
npm_packages() {
  local lock folder
  for lock in ui/package-lock.json tests/*/package-lock.json; do
    [ -e "$lock" ] || continue
    folder=$(dirname "$lock")
    # npm writes this file last, so it is older than the lock file when an installation is stale or was interrupted.
    [ ! "$folder/node_modules/.package-lock.json" -nt "$lock" ] || continue
    say "npm packages of $folder"
    npm --prefix "$folder" ci --ignore-scripts --no-audit --no-fund
  done
}

tools
if command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; then debian_packages; else name_what_is_missing; fi
npm_packages
