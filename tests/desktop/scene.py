"""What a test plays on: a new folder, a sample workspace with its people, and the system its connectors call."""

import http.server
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import threading

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAMS = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
STEERED = PROGRAMS / "desktop" / "countersign-steered"
PLAIN = PROGRAMS / "desktop" / "countersign-plain"

# Xvfb has no graphics hardware; and no library may look for a keyring or a portal of the person who runs this.
WINDOW = {
    "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
    "WEBKIT_DISABLE_DMABUF_RENDERER": "1",
    "GDK_BACKEND": "x11",
    "NO_AT_BRIDGE": "1",
    "LANG": "C.UTF-8",
}
STEERING = {"TAURI_WEBVIEW_AUTOMATION": "true"}


class Scene:
    """A folder that is gone at the end."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="countersign-desktop-"))
        for name in ("data", "config", "cache"):
            (self.folder / name).mkdir()
        self.environment = WINDOW | {
            "XDG_DATA_HOME": str(self.folder / "data"),
            "XDG_CONFIG_HOME": str(self.folder / "config"),
            "XDG_CACHE_HOME": str(self.folder / "cache"),
        }

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)


class Sample(Scene):
    """A sample workspace, made by `countersignctl demo`, and the address its connectors call."""

    def __init__(self):
        super().__init__()
        self.workspace = self.folder / "data" / "countersign" / "sample"
        self.workspace.parent.mkdir()
        made = json.loads(ctl("demo", "--workspace", self.workspace, "--json"))
        self.passwords = {person["name"]: person["password"] for person in made["people"]}
        passphrase = self.folder / "passphrase"
        passphrase.write_text(made["passphrase"] + "\n")
        self.environment |= {"COUNTERSIGN_PASSPHRASE_FILE": str(passphrase)}
        self.passphrase = passphrase
        listed = self.ctl_as("Ana Torres", "connector", "list")
        self.port = int(re.search(r"http://127\.0\.0\.1:(\d+)", listed).group(1))

    def ctl_as(self, person, *arguments):
        password = self.folder / "password"
        password.write_text(self.passwords[person] + "\n")
        place = ("--workspace", self.workspace, "--as", person, "--json")
        secrets = ("--password-file", password, "--passphrase-file", self.passphrase)
        return ctl(*arguments, *place, *secrets)


class Target:
    """Creates something for each POST, as the system behind a connector would."""

    def __init__(self, port):
        self.calls = 0
        target = self

        class Answers(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                self.rfile.read(int(self.headers.get("content-length", 0)))
                target.calls += 1
                body = json.dumps({"id": f"WINDOW-{target.calls}"}).encode()
                self.send_response(201)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = http.server.HTTPServer(("127.0.0.1", port), Answers)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


def ctl(*arguments):
    return run("countersignctl", *arguments)


def run(program, *arguments):
    command = [str(PROGRAMS / "debug" / program), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180)
    if done.returncode != 0:
        raise AssertionError(f"{program} {arguments[0]} ended with {done.returncode}: {done.stdout}{done.stderr}")
    return done.stdout
