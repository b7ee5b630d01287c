"""A build without the feature `webdriver` cannot be steered: the variable does not survive its start."""

import subprocess
import time

from scene import PLAIN, STEERED, STEERING, Scene
from webdriver import Driver, Session, WebDriverError, until

VARIABLE = b"TAURI_WEBVIEW_AUTOMATION="


def environment_of(process):
    """The variables that the process was started with, as the system tells them."""
    with open(f"/proc/{process.pid}/environ", "rb") as file:
        return file.read().split(b"\0")


def has_windows(process):
    """Whether the app has come so far that its web view runs: a child process of it."""
    with open(f"/proc/{process.pid}/task/{process.pid}/children") as file:
        return file.read().strip() != ""


def variable_is_removed():
    """Started with the variable, the process goes on without it, under the same number."""
    with Scene() as scene:
        environment = dict(scene.environment, PATH="/usr/bin:/bin", **STEERING)
        for name in ("DISPLAY", "XAUTHORITY", "DBUS_SESSION_BUS_ADDRESS", "HOME"):
            environment[name] = __import__("os").environ.get(name, "")
        process = subprocess.Popen([str(PLAIN)], env=environment)
        try:
            until("the window's web process runs", lambda: process.poll() is None and has_windows(process))
            assert process.poll() is None, "the app ended"
            left = [name for name in environment_of(process) if name.startswith(VARIABLE)]
            assert not left, f"the app still runs with {left}"
        finally:
            process.terminate()
            process.wait(timeout=30)


def no_session():
    """The driver gets no session from it, within many times what the steered build needs."""
    with Scene() as scene:
        with Driver(scene.environment | STEERING) as driver:
            began = time.monotonic()
            with Session(driver, STEERED, []):
                needed = time.monotonic() - began
        patience = max(10.0, 10 * needed)
        with Driver(scene.environment | STEERING) as driver:
            try:
                Session(driver, PLAIN, [], timeout=patience)
            except (TimeoutError, WebDriverError, OSError):
                return
            raise AssertionError("the driver steers a build without the feature `webdriver`")
