"""The tray menu and what is chosen in it, on the app as it ships: over the session bus, as a tray would, so that none is needed."""

import contextlib
import os
import pathlib
import re
import subprocess

import display
from scene import PLAIN, Scene
from webdriver import until

NAME = "Countersign"
MENU = "/org/ayatana/NotificationItem/tray_icon_tray_app_main/Menu"
KEEP = "Keep working when the window is closed"
AUTOSTART = "Start when I sign in to this computer"
# An entry as `GetLayout` writes it: its number, then what it says of itself.
ENTRY = re.compile(r"\((\d+), (\{[^{}]*\})")


def bus(destination, path, method, *arguments):
    """Asks over the session bus; nothing where nobody answers there soon: not everybody on a bus answers strangers."""
    command = ["gdbus", "call", "--session", "--timeout", "3", "--dest", destination, "--object-path", path]
    done = subprocess.run([*command, "--method", method, "--", *arguments], capture_output=True, text=True, timeout=60)
    return done.stdout if done.returncode == 0 else None


class Menu:
    """The menu of the app that runs."""

    def __init__(self):
        self.owner = until("the app has its menu on the session bus", self._find)

    def _find(self):
        names = bus("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus.ListNames") or ""
        for name in re.findall(r"':[0-9.]+'", names):
            if KEEP in (self._layout(name.strip("'")) or ""):
                return name.strip("'")
        return None

    @staticmethod
    def _layout(owner):
        return bus(owner, MENU, "com.canonical.dbusmenu.GetLayout", "0", "-1", "[]")

    def entry(self, label):
        """The number of an entry, and what it says of itself."""

        def found():
            entries = ENTRY.findall(self._layout(self.owner) or "")
            return next((entry for entry in entries if f"<'{label}'>" in entry[1]), None)

        return until(f"the menu offers `{label}`", found)

    def is_checked(self, label):
        return "'toggle-state': <1>" in self.entry(label)[1]

    def choose(self, label):
        number, _ = self.entry(label)
        bus(self.owner, MENU, "com.canonical.dbusmenu.Event", number, "clicked", "<0>", "0")


def surroundings(scene):
    """Of somebody whose choices lie in the folder of the test: the entry for the start at sign-in is sought from the home folder."""
    home = scene.folder / "home"
    (home / ".config").mkdir(parents=True, exist_ok=True)
    own = {"HOME": str(home), "XDG_CONFIG_HOME": str(home / ".config")}
    return {**os.environ, **scene.environment, **own}


@contextlib.contextmanager
def app(scene, *arguments):
    """The app without a workspace, and its menu. Once the menu answers, all that a start does by itself is done."""
    process = subprocess.Popen([str(PLAIN), *arguments], env=surroundings(scene))
    try:
        yield process, Menu()
    finally:
        process.terminate()
        process.wait(timeout=30)


def ended(process):
    return process.poll() is not None


def autostart():
    """Off until it is chosen; then a start at sign-in that shows no window; and off again."""
    with Scene() as scene, app(scene) as (_, menu):
        folder = scene.folder / "home" / ".config" / "autostart"
        entries = lambda: list(folder.glob("*.desktop")) if folder.exists() else []
        assert not entries() and not menu.is_checked(AUTOSTART), "nobody chose it"
        menu.choose(AUTOSTART)
        (entry,) = until("an entry for the start at sign-in", entries)
        until("the menu says so", lambda: menu.is_checked(AUTOSTART))
        command = next(line for line in entry.read_text().splitlines() if line.startswith("Exec="))
        program, *arguments = command.removeprefix("Exec=").replace('"', "").split()
        assert pathlib.Path(program).samefile(PLAIN), command
        assert arguments == ["--background"], command
        menu.choose(AUTOSTART)
        until("the entry is gone", lambda: not entries())
        until("the menu says so", lambda: not menu.is_checked(AUTOSTART))


def closing_keeps_running():
    """Chosen: closing hides the window, a second start shows it again. Not chosen any more: closing ends the app."""
    with Scene() as scene, app(scene) as (process, menu):
        assert not menu.is_checked(KEEP), "nobody chose it"
        menu.choose(KEEP)
        until("the menu says so", lambda: menu.is_checked(KEEP))
        close_window()
        until("no window", lambda: not display.shown(NAME))
        menu.entry(KEEP)
        assert not ended(process), "the app ended with its window"

        second = subprocess.run([str(PLAIN)], env=surroundings(scene), timeout=60)
        assert second.returncode == 0, f"the second start ended with {second.returncode}"
        until("the window is there again", lambda: display.shown(NAME))
        close_window()
        until("no window", lambda: not display.shown(NAME))
        menu.choose("Open Countersign")
        until("the menu brings the window back", lambda: display.shown(NAME))

        menu.choose(KEEP)
        until("the menu says so", lambda: not menu.is_checked(KEEP))
        close_window()
        until("the app ends with its window", lambda: ended(process))
        assert process.returncode == 0, f"it ended with {process.returncode}"


def background_start():
    """Started as at sign-in the app shows no window until it is asked for, and quits from the menu."""
    with Scene() as scene, app(scene, "--background") as (process, menu):
        assert not display.shown(NAME), "a start at sign-in shows a window"
        menu.choose("Open Countersign")
        until("the window is there", lambda: display.shown(NAME))
        menu.choose("Quit")
        until("the app ends", lambda: ended(process))
        assert process.returncode == 0, f"it ended with {process.returncode}"


def close_window():
    (window,) = until("one window", lambda: display.shown(NAME))
    display.close(window)
