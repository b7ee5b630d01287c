"""The app in a real window, and what people do in it: read, click, type.

Controls are found by the name that a screen reader would say, so that a control without one cannot be used here either.
"""

from webdriver import Session, WebDriverError, until

# What a screen reader would call an element.
NAME = """
const text = (ids) => ids.split(/\\s+/).map((id) => document.getElementById(id)?.textContent ?? "").join(" ");
const nameOf = (e) => (
  e.getAttribute("aria-label")
  || (e.hasAttribute("aria-labelledby") ? text(e.getAttribute("aria-labelledby")) : "")
  || [...(e.labels ?? [])].map((label) => label.textContent).join(" ")
  || e.textContent || ""
).replace(/\\s+/g, " ").trim();
"""

# The control among `selector` that is shown and whose name holds `name` (or is `name`, when exact).
FIND = NAME + """
const [selector, name, exact] = arguments;
const shown = (e) => e.getClientRects().length > 0 && getComputedStyle(e).visibility !== "hidden";
const fits = (said) => (exact ? said === name : said.includes(name));
return [...document.querySelectorAll(selector)].find((e) => shown(e) && fits(nameOf(e))) ?? null;
"""

BUTTON = "button,[role=button]"
LINK = "a[href]"
FIELD = "input,textarea,[role=combobox]"
OPTION = "[role=option]"
MENU_ITEM = "[role=menuitem]"
ROW = "[role=row]"


class Window(Session):
    """A session with the app."""

    def find(self, selector, name, exact=False):
        """The control; nothing where it is not there, or goes while it is looked for."""
        try:
            return self.script(FIND, selector, name, exact)
        except WebDriverError as error:
            if "stale" in str(error):
                return None
            raise

    def wait_for(self, selector, name, exact=False):
        return self.until_seen(f"{selector} `{name}`", lambda: self.find(selector, name, exact))

    def click_on(self, selector, name, exact=False):
        """Clicks as soon as it is there; a control that was drawn anew in between is looked up again."""

        def clicked():
            element = self.find(selector, name, exact)
            if element is None:
                return False
            try:
                self.click(element)
                return True
            except WebDriverError as error:
                if "stale" in str(error) or "intercepted" in str(error):
                    return False
                raise

        self.until_seen(f"click on {selector} `{name}`", clicked)

    def fill(self, label, text, exact=False):
        element = self.wait_for(FIELD, label, exact)
        self.click(element)
        self.type(element, text)
        self.until_seen(f"`{label}` holds what was typed", lambda: self.script("return arguments[0].value", element) == text)

    def choose(self, label, option):
        self.click_on("[role=combobox]", label)
        self.click_on(OPTION, option)
        self.until_seen(f"`{label}` closed", lambda: self.find(OPTION, option) is None)

    def text(self):
        return self.script("return document.body.innerText.replace(/\\s+/g, ' ')")

    def sees(self, words):
        self.until_seen(f"`{words}` in the window", lambda: words in self.text())

    def heading(self, words):
        self.wait_for("h1", words)

    def go(self, route):
        self.script("location.hash = arguments[0]", "#" + route)

    def until_seen(self, what, ask):
        try:
            return until(what, ask)
        except AssertionError as error:
            raise AssertionError(f"{error}\nthe window says: {self.text()}") from None

    # What people do.

    def sign_in(self, person, password):
        self.fill("Who signs", person)
        self.click_on(OPTION, person)
        self.fill("Password", password)
        self.click_on(BUTTON, "Sign in", exact=True)
        self.wait_for(BUTTON, "session ends in")
        self.sees(person)

    def hand_over(self, person, password):
        self.click_on(BUTTON, "session ends in")
        self.click_on(MENU_ITEM, "Switch signer")
        self.sign_in(person, password)

    def open_page(self, title):
        self.click_on("nav " + LINK, title)
        self.heading(title)
