"""The editor in the real window by keyboard alone: a draft from its first change to a version that says what was typed."""

import json

from keyboard import (
    ALT,
    CHECK,
    CONTROL,
    DELETE,
    DOWN,
    END,
    ENTER,
    HOME,
    INSERT,
    SHIFT,
    SPACE,
    TAB,
    TREE_ITEM,
    UP,
    Keyboard,
)
from scene import STEERED, STEERING, Sample
from webdriver import Driver
from window import BUTTON, FIELD, LINK, OPTION, Window

WORKFLOW = "Customer refund"
APPROVAL = "Approve the payout"
DECISION = "Paid as a voucher?"
ENDS = "Voucher is sent"
CASE = "a-voucher-needs-no-payment"

# What the rows of the step list say, and what a screen reader would read there.
ROWS = "return [...document.querySelectorAll('[role=treeitem]')].map((row) => row.innerText.replace(/\\s+/g, ' '))"


def editor_by_keyboard():
    """Dee opens a draft, builds on it, tries it out and makes a version; the record then says the same."""
    with Sample() as sample:
        with Driver(sample.environment | STEERING) as driver:
            with Window(driver, STEERED, ["--workspace", sample.workspace]) as window:
                keys = Keyboard(window)
                window.wait_for(FIELD, "Who signs")
                keys.sign_in("Dee Marsh", sample.passwords["Dee Marsh"])
                begin_draft(window, keys)
                open_draft(window, keys)
                add_field(window, keys)
                add_approval(window, keys)
                add_decision(window, keys)
                try_out(window, keys)
                keep_as_case(window, keys)
                to_the_workflow(window, keys)
                make_version(window, keys)
        said(sample)


def rows(window):
    return window.script(ROWS)


def row_at(window, name):
    """Where the row of a step is; none where there is no such step."""
    return next((at for at, row in enumerate(rows(window)) if row.startswith(name)), None)


def saved(window):
    window.sees("Draft saved")


def to_step(window, keys, name):
    """To the row of a step: the list is one stop of Tab, arrows move within it."""
    back = not window.script("return document.activeElement.closest('[role=tree]') !== null")
    if back:
        keys.tab_to(TREE_ITEM, "", back=True)
    keys.press(HOME)
    keys.until_on(TREE_ITEM, rows(window)[0].split(" ")[0])
    for _ in range(row_at(window, name)):
        keys.press(DOWN)
    keys.until_on(TREE_ITEM, name)


def add(window, keys, kind):
    """A step after the one that has the focus; the new one then has it."""
    keys.press(INSERT)
    keys.from_menu(kind)
    keys.until_on(TREE_ITEM, kind)


def rename(window, keys, name):
    """Enter leads from a row to its name."""
    keys.press(ENTER)
    keys.until_on("input", "Name", exact=True)
    keys.press((CONTROL, "a"), DELETE)
    keys.type(name)
    window.until_seen(f"a step is called `{name}`", lambda: row_at(window, name) is not None)


def begin_draft(window, keys):
    """From the page of a workflow to its editor; the first change is a draft."""
    keys.press("g", "w")
    window.heading("Workflows")
    keys.tab_to("[role=row]", "")
    for _ in range(10):
        if keys.is_on("[role=row]", WORKFLOW):
            break
        keys.press(DOWN)
    keys.press(ENTER)
    window.heading(WORKFLOW)
    keys.activate(BUTTON, "Edit", exact=True)
    window.wait_for(TREE_ITEM, "Refund requested")
    keys.tab_to(TREE_ITEM, "Refund requested")
    rename(window, keys, "Refund is requested")
    saved(window)


def open_draft(window, keys):
    """Away, and back to what was kept."""
    to_step(window, keys, "Refund is requested")
    keys.press("g", "w")
    window.heading("Workflows")
    keys.activate(LINK, WORKFLOW)
    window.wait_for(TREE_ITEM, "Refund is requested")


def add_field(window, keys):
    """A yes or no in the form that starts the workflow."""
    keys.activate(LINK, "Forms", exact=True)
    keys.activate(BUTTON, "refund-request")
    keys.tab_to(OPTION, "Order number")
    keys.press(END)
    keys.activate(BUTTON, "Add field")
    keys.from_menu("Yes or no")
    keys.write("Label", "Pay as a voucher", exact=True, clear=True)
    keys.write("Name in the data", "by_voucher", clear=True)
    window.wait_for(OPTION, "Pay as a voucher")
    saved(window)
    keys.tab_to(LINK, "Process", exact=True, back=True)
    keys.press(ENTER)
    window.wait_for(TREE_ITEM, "Refund is requested")


def add_approval(window, keys):
    """It says what it lacks, and says it no more once it has it."""
    keys.tab_to(TREE_ITEM, "")
    to_step(window, keys, "Pay refund")
    keys.press(UP)
    add(window, keys, "Approval")
    window.until_seen("the approval says what it lacks", lambda: "finding" in rows(window)[row_at(window, "Approval")])
    rename(window, keys, APPROVAL)
    keys.choose("Rule", "Refund up to 500")
    keys.activate(CHECK, "This approval may never be passed by", key=SPACE)
    keys.choose("Form", "refund-review-low")
    window.until_seen("the approval lacks nothing", lambda: "finding" not in rows(window)[row_at(window, APPROVAL)])


def add_decision(window, keys):
    """Added, moved, taken back, done again, and given two ways of which one has a condition."""
    to_step(window, keys, APPROVAL)
    add(window, keys, "Decision")
    rename(window, keys, DECISION)
    to_step(window, keys, DECISION)
    after = lambda: row_at(window, DECISION) > row_at(window, APPROVAL)
    assert after(), rows(window)
    keys.press((ALT, UP))
    window.until_seen("the decision comes first", lambda: not after())
    keys.press((CONTROL, "z"))
    window.until_seen("the move is taken back", after)
    keys.press((CONTROL, SHIFT, "z"))
    window.until_seen("the move is done again", lambda: not after())
    to_step(window, keys, DECISION)
    keys.press((ALT, DOWN))
    window.until_seen("the approval comes first again", after)
    to_step(window, keys, DECISION)
    add(window, keys, "End")
    rename(window, keys, ENDS)
    to_step(window, keys, DECISION)
    keys.press(ENTER)
    keys.until_on("input", "Name", exact=True)
    keys.activate(CHECK, "Taken when no other way applies", key=SPACE)
    keys.tab_to("textarea", "Taken when")
    keys.type("by_v")
    window.wait_for(OPTION, "by_voucher")
    keys.press(ENTER)
    keys.holds("Taken when", "by_voucher")
    window.until_seen("the list says the condition", lambda: f"{ENDS} by_voucher" in " ".join(rows(window)))
    window.until_seen("nothing is left to mend", lambda: "finding" not in " ".join(rows(window)))
    saved(window)


def try_out(window, keys):
    """A test run to its end, answered by keys; one step back and forward."""
    keys.tab_to(LINK, "Test run", exact=True, back=True)
    keys.press(ENTER)
    keys.write("Order number", "A-1007")
    keys.write("Amount", "120.00")
    keys.choose("Reason", "Damaged on arrival")
    keys.write("E-mail of the customer", "kim@example.com")
    keys.activate(CHECK, "Pay as a voucher", key=SPACE)
    keys.activate(BUTTON, "Start the test run")
    for _ in range(2):
        # Whoever answered goes on where the next answer is asked for.
        keys.until_on("section", "What it waits for")
        keys.press(TAB)
        keys.until_on(BUTTON, "Approve", exact=True)
        keys.press(ENTER)
        window.until_seen("the answer is played", lambda: not keys.is_on(BUTTON, "Approve", exact=True))
    window.sees("The run came to its end.")
    keys.tab_to(BUTTON, "One step back", back=True)
    keys.press(ENTER)
    window.sees("Go to where the run stands to answer.")


def keep_as_case(window, keys):
    """The run is kept as a test case, which passes."""
    keys.tab_to(BUTTON, "Save as test case", back=True)
    keys.press(ENTER)
    keys.write("What it shows", "A voucher needs no payment")
    keys.press(ENTER)
    window.sees(f"Kept as test case {CASE}.")
    keys.tab_to(BUTTON, "Start over", back=True)
    keys.press(ENTER)
    window.sees("Passes")
    saved(window)


def to_the_workflow(window, keys):
    """From a step to the properties of the workflow itself, and a name for it."""
    keys.tab_to(LINK, "Process", exact=True, back=True)
    keys.press(ENTER)
    keys.tab_to(TREE_ITEM, "")
    keys.press(ENTER)
    keys.until_on("input", "Name", exact=True)
    keys.tab_to(BUTTON, "Workflow", exact=True, back=True)
    keys.press(ENTER)
    keys.until_on("input", "Name", exact=True)
    keys.press(TAB)
    keys.type(" With vouchers.")
    saved(window)


def make_version(window, keys):
    keys.tab_to(BUTTON, "Make a version", back=True)
    keys.press(ENTER)
    window.wait_for(BUTTON, "Sign and make a version")
    keys.activate(BUTTON, "Sign and make a version")
    window.wait_for(OPTION, "version 2")
    for words in (APPROVAL, DECISION, ENDS):
        window.sees(words)
    window.sees(f"→ {ENDS} by_voucher")
    keys.activate("summary", "refund-request")
    window.sees('"key": "by_voucher"')
    keys.activate("summary", CASE)
    window.sees('"outcome": "completed"')
    keys.tab_to("summary", "Diagram", back=True)
    keys.press(ENTER)
    window.sees("With vouchers.")
    window.sees('name="countersign.step" value="mandatory"')


def said(sample):
    """What the command line says of the same workspace."""
    listed = json.loads(sample.ctl_as("Dee Marsh", "workflows"))
    refund = next(each for each in listed["workflows"] if each["id"] == "customer-refund")
    assert refund["latest"] == 2, refund
