"""Pictures of every page in light and dark, from the real window: pictures.py FOLDER [PAGE]...

To add one: a line in `PAGES` with its name, who looks at it, its route, and words that are there when it is complete.
"""

import hashlib
import json
import pathlib
import subprocess
import sys

from scene import STEERED, STEERING, Sample, Scene
from webdriver import Driver, until
from window import BUTTON, FIELD, LINK, Window

SIZE = {"x": 0, "y": 0, "width": 1440, "height": 900}



def menu_of_the_theme(window):
    window.click_on(BUTTON, "session ends in")
    window.wait_for("[role=menuitem]", "Theme: Dark")


def choose_the_approval(window):
    # The third row: the one before names it too, as a way that leads on.
    window.click_on("[role=treeitem]:nth-of-type(3)", "Approve high amount")
    window.sees("Who decides")


def steps_alone(window):
    window.click_on(BUTTON + ",[role=radio]", "Steps", exact=True)
    choose_the_approval(window)


def choose_the_form(window):
    window.click_on(BUTTON + ",[role=option]," + LINK, "refund-request")
    window.sees("Order number")


def test_run(window):
    window.fill("Order number", "A-1007")
    window.fill("Amount", "740.00")
    window.choose("Reason", "Damaged on arrival")
    window.fill("E-mail of the customer", "kim@example.com")
    window.click_on(BUTTON, "Start the test run")
    window.sees("waits for an approval")


def test_run_stops(window):
    test_run(window)
    window.click_on(BUTTON, "Approve", exact=True)
    window.sees("waits for the answer of a call")
    window.click_on(BUTTON, "Fail", exact=True)
    window.sees("a test run sends nothing")


# Name, who looks, route, words, and what is done before the picture.
PAGES = [
    ("inbox", "Fay Duarte", "/inbox", "Decisions in this round", None),
    ("requests", "Gus Pereira", "/requests", "Vendor onboarding", None),
    ("request-form", "Gus Pereira", "/requests/start/vendor-onboarding", "Who will be asked?", None),
    ("requests-mine", "Gus Pereira", "/requests/mine", "Waits for", None),
    ("runs", "Cy Okafor", "/runs", "Completed", None),
    ("run", "Cy Okafor", "/runs/{waiting}", "What happened", None),
    ("workflows", "Cy Okafor", "/workflows", "Vendor onboarding", None),
    ("workflow", "Cy Okafor", "/workflows/customer-refund", "Files", None),
    ("workflow-version", "Cy Okafor", "/workflows/vendor-onboarding/{version}", "Files", None),
    ("editor", "Cy Okafor", "/workflows/customer-refund/edit", "Choose a step in the list", choose_the_approval),
    ("editor-steps", "Cy Okafor", "/workflows/customer-refund/edit", "Choose a step in the list", steps_alone),
    ("editor-form", "Cy Okafor", "/workflows/customer-refund/edit?view=forms", "refund-request", choose_the_form),
    ("test-run", "Cy Okafor", "/workflows/customer-refund/edit?view=run", "Plays the draft", test_run),
    ("test-run-incident", "Cy Okafor", "/workflows/customer-refund/edit?view=run", "Plays the draft", test_run_stops),
    ("people", "Bo Lindqvist", "/people", "Gus Pereira", None),
    ("changes", "Bo Lindqvist", "/changes", "Who could do what", None),
    ("rules", "Cy Okafor", "/rules", "Vendor payments", None),
    ("connectors", "Cy Okafor", "/connectors", "ERP", None),
    ("log", "Joy Adeyemi", "/log", "Time (UTC)", None),
    ("log-entry", "Joy Adeyemi", "/log/{entry}", "Path to the root", None),
    ("theme", "Joy Adeyemi", "/log", "Time (UTC)", menu_of_the_theme),
]

# What is still under way, in words; nothing when the page stands.
BUSY = """
const waits = [...document.querySelectorAll('[aria-busy="true"]')].map((e) => `busy: ${e.getAttribute("aria-label")}`);
const words = /Loading rows|Drawing the diagram|Still working/.exec(document.body.innerText);
const moves = document.getAnimations().filter((each) => each.playState === "running").map((each) => `moves: ${each.id}`);
const fonts = document.fonts.status === "loaded" ? [] : ["fonts"];
return [...waits, ...(words ?? []), ...moves, ...fonts].join("; ");
"""
THEME = """
localStorage.setItem("countersign.theme", arguments[0]);
document.documentElement.dataset.theme = arguments[0];
"""


def main(folder, wanted):
    folder = pathlib.Path(folder)
    want = lambda name: not wanted or name in wanted
    if want("welcome"):
        with Scene() as scene, Driver(scene.environment | STEERING) as driver, Window(driver, STEERED, []) as window:
            begin(window)
            window.wait_for(BUTTON, "Sign and create workspace")
            both(window, folder, "welcome")
    with Sample() as sample:
        facts = prepare(sample)
        with Driver(sample.environment | STEERING) as driver:
            with Window(driver, STEERED, ["--workspace", sample.workspace]) as window:
                begin(window)
                window.wait_for(FIELD, "Who signs")
                if want("sign-in"):
                    both(window, folder, "sign-in")
                pages(window, sample, facts, folder, want)


def prepare(sample):
    """A change that waits, and what the routes name."""
    sample.ctl_as(
        "Ana Torres",
        *("grant", "Hana Sato", "approver", "workflow:vendor-onboarding"),
        *("--reason", "Stands in for Finance during the audit."),
    )
    requests = json.loads(sample.ctl_as("Cy Okafor", "requests"))
    rows = requests["runs"]
    waiting = next(row for row in rows if row["workflow"] == "vendor-onboarding" and row["state"] == "running")
    detail = json.loads(sample.ctl_as("Cy Okafor", "show", waiting["request"]))
    entry = next(row["index"] for row in detail["timeline"] if row["act"] == "approval.decide")
    return {"waiting": waiting["request"], "version": detail["version"], "entry": entry}


def pages(window, sample, facts, folder, want):
    signed_in = before = None
    for name, person, route, words, first in PAGES:
        if not want(name):
            continue
        if signed_in is None:
            window.sign_in(person, sample.passwords[person])
        elif signed_in != person:
            window.hand_over(person, sample.passwords[person])
        signed_in = person
        if route == before:
            # The page begins anew.
            window.go("/requests/mine")
            window.sees("Waits for")
        before = route
        window.go(route.format(**facts))
        window.sees(words)
        if name == "log":
            window.click_on(BUTTON, "Verify now")
            window.sees("Checked")
        if first:
            first(window)
        both(window, folder, name)
        if first:
            window.script("document.activeElement?.dispatchEvent(new KeyboardEvent('keydown',{key:'Escape',bubbles:true}))")


def begin(window):
    window.call("POST", "/window/rect", SIZE)
    until("the window has its size", lambda: window.script("return innerWidth") == SIZE["width"])


def both(window, folder, name):
    for theme in ("light", "dark"):
        window.script(THEME, theme)
        take(window, folder / f"{name}-{theme}.png")


def take(window, path):
    """What stands on the display is taken until it is twice the same: then the last drawing has arrived."""
    try:
        until("the page stands", lambda: window.script(BUSY) == "", patience=30)
    except AssertionError:
        raise AssertionError(f"{path.name}: still {window.script(BUSY)}") from None
    seen = None

    def stands():
        nonlocal seen
        taken = subprocess.run(["import", "-window", "root", "png:-"], capture_output=True, check=True).stdout
        pixels = subprocess.run(["convert", "png:-", "rgb:-"], input=taken, capture_output=True, check=True).stdout
        digest = hashlib.sha256(pixels).digest()
        same, seen = digest == seen, digest
        return taken if same else None

    picture = until(f"{path.name} stands still", stands)
    # No dates or other marks in the file: the same picture is the same bytes.
    options = ["-strip", "-define", "png:compression-level=9", "-define", "png:exclude-chunk=date,time"]
    subprocess.run(["convert", "png:-", *options, str(path)], input=picture, check=True)
    print(path, flush=True)


main(sys.argv[1], sys.argv[2:])
