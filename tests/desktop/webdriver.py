"""A client of the W3C WebDriver protocol, as far as these tests need it, and WebKitWebDriver as a process.

INVARIANT: nothing waits for time alone: `until` asks again until the answer is there, and fails with what it saw last.
"""

import http.client
import json
import os
import signal
import socket
import subprocess
import time

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
PATIENCE = 60.0


class WebDriverError(Exception):
    """What the driver said, or that it said nothing."""


class Driver:
    """WebKitWebDriver on a free port; the programs it starts inherit `environment`."""

    def __init__(self, environment):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        whole = dict(os.environ, **environment)
        # A session of its own, so that the programs it starts end with it.
        self.process = subprocess.Popen(
            ["WebKitWebDriver", f"--port={self.port}", "--host=127.0.0.1"], env=whole, start_new_session=True
        )
        until("WebKitWebDriver answers", self._answers)

    def _answers(self):
        try:
            return self.call("GET", "/status", timeout=5) is not None
        except (OSError, WebDriverError):
            return False

    def call(self, method, path, body=None, timeout=120.0):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            text = None if method in ("GET", "DELETE") else json.dumps(body or {})
            connection.request(method, path, body=text, headers={"Content-Type": "application/json"})
            answer = connection.getresponse()
            value = json.loads(answer.read() or b"{}").get("value")
        finally:
            connection.close()
        if answer.status != 200:
            raise WebDriverError(f"{method} {path}: {value}")
        return value

    def close(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            self.process.wait(timeout=30)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class Session:
    """A steered window."""

    def __init__(self, driver, binary, arguments, timeout=120.0):
        options = {"binary": str(binary), "args": [str(argument) for argument in arguments]}
        asked = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
        self.driver = driver
        self.path = "/session/" + driver.call("POST", "/session", asked, timeout)["sessionId"]

    def call(self, method, path, body=None):
        return self.driver.call(method, self.path + path, body)

    def script(self, source, *arguments):
        """Runs a function body in the page; elements go in and come out as they are."""
        return self.call("POST", "/execute/sync", {"script": source, "args": list(arguments)})

    def click(self, element):
        self.call("POST", f"/element/{element[ELEMENT]}/click")

    def type(self, element, text):
        self.call("POST", f"/element/{element[ELEMENT]}/value", {"text": text})

    def close(self):
        self.driver.call("DELETE", self.path)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def until(what, ask, patience=PATIENCE):
    """Asks until the answer is true and gives it."""
    deadline = time.monotonic() + patience
    while True:
        answer = ask()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {patience:.0f} s in vain: {what}")
        time.sleep(0.05)
