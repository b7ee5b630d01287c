"""The keyboard of somebody who has no mouse: key presses as the driver sends them, and where the focus stands.

INVARIANT: nothing here clicks, and no script changes the page: scripts only read which control has the focus and what is shown.
A control that Tab does not reach fails the test that looks for it.
"""

from window import BUTTON, NAME

TAB, ENTER, SHIFT, CONTROL, ALT = "\ue004", "\ue007", "\ue008", "\ue009", "\ue00a"
END, HOME, UP, DOWN = "\ue010", "\ue011", "\ue013", "\ue015"
INSERT, DELETE, SPACE = "\ue016", "\ue017", " "

TREE_ITEM = "[role=treeitem]"
MENU_ITEM = "[role=menuitem]"
SELECT = "[role=combobox]"
CHECK = "[role=checkbox],input[type=checkbox]"

# More presses than any page has stops: then Tab goes round without ever coming by.
MOST = 150

FOCUSED = NAME + """
const [selector, name, exact] = arguments;
const e = document.activeElement;
return e !== null && e.matches(selector) && (exact ? nameOf(e) === name : nameOf(e).includes(name));
"""
WHERE = NAME + """
const e = document.activeElement;
return e === null ? "nowhere" : `${e.tagName.toLowerCase()}[${e.getAttribute("role") ?? ""}] \\`${nameOf(e).slice(0, 80)}\\``;
"""


class Keyboard:
    """The keys of a window."""

    def __init__(self, window):
        self.window = window

    def press(self, *keys):
        """Presses keys one after another; a tuple is held together: `press((CONTROL, "z"))`."""
        actions = []
        for key in keys:
            held = key if isinstance(key, tuple) else (key,)
            actions += [{"type": "keyDown", "value": each} for each in held]
            actions += [{"type": "keyUp", "value": each} for each in reversed(held)]
        keyboard = {"type": "key", "id": "keyboard", "actions": actions}
        self.window.call("POST", "/actions", {"actions": [keyboard]})

    def type(self, text):
        self.press(*text)

    def is_on(self, selector, name, exact=False):
        return self.window.script(FOCUSED, selector, name, exact)

    def where(self):
        return self.window.script(WHERE)

    def until_on(self, selector, name, exact=False):
        """The focus comes by itself."""
        try:
            self.window.until_seen(f"the focus on {selector} `{name}`", lambda: self.is_on(selector, name, exact))
        except AssertionError as error:
            raise AssertionError(f"the focus is on {self.where()}: {error}") from None

    def tab_to(self, selector, name, exact=False, back=False):
        """Tab, and again, until the focus is there."""
        self.window.wait_for(selector, name, exact)
        seen = []
        for _ in range(MOST):
            if self.is_on(selector, name, exact):
                return
            self.press((SHIFT, TAB) if back else TAB)
            seen.append(self.where())
        raise AssertionError(f"Tab never reaches {selector} `{name}`; it came by\n" + "\n".join(seen))

    def activate(self, selector, name, exact=False, key=ENTER):
        self.tab_to(selector, name, exact)
        self.press(key)

    def write(self, label, text, exact=False, clear=False):
        """Goes to a field and types; `clear` takes away what stands there first."""
        self.tab_to("input,textarea", label, exact)
        if clear:
            self.press((CONTROL, "a"), DELETE)
        self.type(text)
        self.holds(label, text)

    def holds(self, label, text):
        read = "return document.activeElement.value"
        self.window.until_seen(f"`{label}` holds `{text}`", lambda: self.window.script(read) == text)

    def choose(self, label, option, exact=False):
        """One of a list: opened, gone to with the arrows, taken."""
        self.tab_to(SELECT, label, exact)
        self.press(ENTER)
        self.window.wait_for("[role=option]", option)
        self.to_highlighted("[role=option]", option)
        self.press(ENTER)
        read = "return document.activeElement.textContent"
        self.window.until_seen(f"`{label}` is `{option}`", lambda: option in self.window.script(read))

    def to_highlighted(self, selector, name, exact=False):
        """Down, until the entry of an open list has the focus."""
        for _ in range(MOST):
            if self.is_on(selector, name, exact):
                return
            self.press(DOWN)
        raise AssertionError(f"the arrows never reach {selector} `{name}`; the focus is on {self.where()}")

    def from_menu(self, entry):
        """An entry of the menu that is open."""
        self.window.wait_for(MENU_ITEM, entry, True)
        self.to_highlighted(MENU_ITEM, entry, True)
        self.press(ENTER)
        self.window.until_seen("the menu closed", lambda: self.window.find(MENU_ITEM, entry, True) is None)

    def sign_in(self, person, password):
        self.tab_to(SELECT, "Who signs")
        self.type(person)
        self.window.wait_for("[role=option]", person)
        self.press(ENTER)
        self.holds("Who signs", person)
        self.tab_to("input", "Password")
        self.type(password)
        self.press(ENTER)
        self.window.wait_for(BUTTON, "session ends in")
