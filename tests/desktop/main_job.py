"""The main job in the real window: a new workspace, then request, countersignatures, run, record and proof on the sample."""

import json

from scene import STEERED, STEERING, Sample, Scene, Target, run
from webdriver import Driver, until
from window import BUTTON, FIELD, LINK, MENU_ITEM, OPTION, ROW, Window

PASSWORD = "four words made up today"
PASSPHRASE = "another five words for the vault"
VENDOR = "Quayside Freight BV"


def new_workspace():
    """An administrator creates a workspace with a file vault, adds a person, and finds both after locking."""
    with Scene() as scene, Driver(scene.environment | STEERING) as driver, Window(driver, STEERED, []) as window:
        window.heading("Countersign")
        window.fill("Name of the workspace", "Nordwind Operations")
        window.fill("Your name", "Ana Kling")
        window.fill("Password", PASSWORD, exact=True)
        window.fill("Password, once more", PASSWORD)
        if window.find("[role=combobox]", "Where secrets are kept"):
            window.choose("Where secrets are kept", "File with a passphrase")
        window.fill("Passphrase of the secrets file", PASSPHRASE, exact=True)
        window.fill("Passphrase of the secrets file, once more", PASSPHRASE)
        window.click_on(BUTTON, "Sign and create workspace")
        window.wait_for(BUTTON, "session ends in")
        window.sees("This workspace is being set up")
        window.open_page("People")
        window.click_on(BUTTON, "Add a person")
        window.fill("Name", "Bo Lindqvist", exact=True)
        window.fill("Their password", "the password of Bo alone", exact=True)
        window.fill("Their password, once more", "the password of Bo alone")
        window.click_on(BUTTON, "Both sign and propose")
        window.sees("In force at once")
        window.hand_over("Bo Lindqvist", "the password of Bo alone")
        window.sees("Bo Lindqvist")


def main_job():
    """Gus asks, Eli and Fay countersign, the call leaves once, Joy verifies and exports, the verifier agrees."""
    with Sample() as sample, Target(sample.port) as target:
        with Driver(sample.environment | STEERING) as driver:
            with Window(driver, STEERED, ["--workspace", sample.workspace]) as window:
                request(window, sample)
                for person in ("Eli Novak", "Fay Duarte"):
                    countersign(window, sample, person)
                follow(window, sample)
                assert target.calls == 1, f"the call was made {target.calls} times"
                prove(window, sample)
        verdict = json.loads(run("countersign-verify", sample.folder / "export", "--json"))
        assert verdict["verdict"] == "verified" and not verdict["findings"], verdict


def request(window, sample):
    window.wait_for(FIELD, "Who signs")
    window.sign_in("Gus Pereira", sample.passwords["Gus Pereira"])
    window.open_page("Requests")
    window.click_on(LINK, "Vendor onboarding")
    window.fill("Legal name", VENDOR)
    window.choose("Country", "Netherlands")
    window.fill("IBAN", "NL91ABNA0417164300")
    window.fill("Highest amount of one invoice", "40000")
    window.click_on(BUTTON, "Sign and submit")
    window.sees("Your request Vendor onboarding is under way")


def countersign(window, sample, person):
    window.hand_over(person, sample.passwords[person])
    window.open_page("Inbox")
    window.click_on(OPTION, "Gus Pereira")
    window.sees(VENDOR)
    window.click_on(BUTTON, "Sign and approve")
    window.sees("You approved: Approve payment details")


def follow(window, sample):
    window.hand_over("Gus Pereira", sample.passwords["Gus Pereira"])
    window.open_page("Requests")
    window.click_on(LINK, "Mine")
    window.wait_for(ROW, "Vendor onboarding")
    window.click_on(ROW + " " + LINK, "Vendor onboarding")
    window.sees(VENDOR)
    window.sees("The call was answered with status 201")
    window.sees("Completed")


def prove(window, sample):
    window.hand_over("Joy Adeyemi", sample.passwords["Joy Adeyemi"])
    window.open_page("Log")
    window.click_on(BUTTON, "Verify now")
    window.until_seen(
        "the record is verified",
        lambda: window.script(
            "return /verified/i.test(document.querySelector('section[aria-label=\"State of the record\"]')?.innerText)"
        ),
    )
    window.click_on(BUTTON, "Export…")
    window.fill("Folder", str(sample.folder / "export"))
    window.click_on(BUTTON, "Sign and export")
    window.sees("entries written to")
    until("the export is complete", lambda: (sample.folder / "export" / "manifest").exists())
