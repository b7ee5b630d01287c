#!/usr/bin/env bash
# Draws every icon of this folder from app.svg. Needs rsvg-convert (Debian: librsvg2-bin) and python3.
set -euo pipefail
cd "$(dirname "$0")"
command -v rsvg-convert >/dev/null || { echo "rsvg-convert is missing: apt-get install librsvg2-bin" >&2; exit 1; }

draw() { rsvg-convert --width "$1" --height "$1" app.svg --output "$2"; }
draw 32 32x32.png
draw 128 128x128.png
draw 256 128x128@2x.png
draw 512 icon.png

sizes=$(mktemp -d)
trap 'rm -rf "$sizes"' EXIT
for size in 16 24 32 48 64 128 256 512 1024; do draw "$size" "$sizes/$size.png"; done

# .ico and .icns are both plain containers of PNG files.
python3 - "$sizes" <<'PY'
import pathlib, struct, sys

def png(size):
    return pathlib.Path(sys.argv[1], f"{size}.png").read_bytes()

ico_sizes = [16, 24, 32, 48, 64, 256]
at = 6 + 16 * len(ico_sizes)
head, body = struct.pack("<HHH", 0, 1, len(ico_sizes)), b""
for size in ico_sizes:
    data = png(size)
    head += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(data), at + len(body))
    body += data
pathlib.Path("icon.ico").write_bytes(head + body)

icns = b""
for kind, size in [(b"icp4", 16), (b"icp5", 32), (b"icp6", 64), (b"ic07", 128), (b"ic08", 256), (b"ic09", 512), (b"ic10", 1024)]:
    data = png(size)
    icns += kind + struct.pack(">I", len(data) + 8) + data
pathlib.Path("icon.icns").write_bytes(b"icns" + struct.pack(">I", len(icns) + 8) + icns)
PY
