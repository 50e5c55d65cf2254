"""Somebody who walks through the library: every page is checked for accessibility and CSP."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from playwright.sync_api import ConsoleMessage, Page

from tests.journeys.stack import Stack

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


@dataclass
class Walker:
    """A browser page at one library. `problems` is what its console said on public pages."""

    page: Page
    library: Stack
    problems: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Listen to the console from the first page on."""
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))

    def visit(self, path: str) -> Page:
        """Open an address of the library and check the page."""
        answer = self.page.goto(self.library.url + path)
        assert answer is not None
        assert answer.status == 200, f"{path} answered {answer.status}"
        return self.look()

    def look(self) -> Page:
        """Check the open page: no accessibility violation, nothing refused by the policy.

        In the admin, what is ours is checked: Wagtail's own frame around it, and its messages,
        which fade in and have little contrast meanwhile, are not.
        """
        self.page.wait_for_load_state("load")
        violations = self._violations("main" if "/admin/" in self.page.url else "html")
        assert not violations, f"{self.page.url}\n" + json.dumps(violations, indent=1)
        assert not self.problems, f"{self.page.url}\n" + "\n".join(self.problems)
        return self.page

    def sign_in(self, username: str) -> Page:
        """Sign in to the admin as one of the demo's staff."""
        self.page.goto(f"{self.library.url}/admin/login/")
        self.page.get_by_label("Username").fill(username)
        self.page.get_by_label("Password").fill(self.library.password(username))
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_url("**/admin/")
        return self.page

    def _violations(self, within: str) -> list[dict[str, object]]:
        # The browser's debugging channel runs the checker: the page's policy stays whole.
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate(
            "([within, rules]) => axe.run({include: [[within]], exclude: [['main .messages']]},"
            " {runOnly: {type: 'tag', values: rules}})"
            ".then(result => result.violations.map(violation => ({id: violation.id,"
            " help: violation.help, nodes: violation.nodes.slice(0, 5).map(node => node.html)})))",
            [within, list(RULES)],
        )
        return list(found)

    def _note(self, message: ConsoleMessage) -> None:
        # In the admin, Wagtail saves half-filled forms by itself and is told what is missing.
        if "/admin/" in self.page.url:
            return
        if message.type in {"error", "warning"}:
            self.problems.append(message.text)


def look_whole(walker: Walker) -> Page:
    """Check the open page, and that nothing of it is cut off."""
    page = walker.look()
    too_wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    assert not too_wide, page.url
    return page


def read_json(address: str) -> dict[str, Any]:
    """Return what an address of the API answers."""
    with urlopen(address, timeout=30) as answer:
        return dict(json.load(answer))


def until[Value](look: Callable[[], Value | None], *, seconds: float = 10) -> Value:
    """Return what `look` finds as soon as it finds something."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := look():
            return found
        time.sleep(0.1)
    raise AssertionError(f"Nothing was found within {seconds} s.")
