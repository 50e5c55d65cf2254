"""Takes the pictures of the documentation from a fresh demo library: `make screenshots`."""

import shutil
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, sync_playwright

from tests.journeys.stack import Stack, running

FOLDER = Path(__file__).parent / "screenshots"
SIZE = ViewportSize(width=1280, height=860)
PUBLIC = {
    "home": "/",
    "search": "/search/?q=burglary",
    "resource": "/resources/COPS-DVD101/",
    "distribution": "/distribution/",
}
STAFF = {
    "queue": ("clerk", "/admin/fulfillment/"),
}


def take_all(library: Stack, page: Page) -> None:
    """Take every picture: public pages first, then those of the staff."""
    page.set_viewport_size(SIZE)
    for name, path in PUBLIC.items():
        _take(page, library.url + path, name)
    for name, (username, path) in STAFF.items():
        page.context.clear_cookies()
        page.goto(f"{library.url}/admin/login/")
        page.get_by_label("Username").fill(username)
        page.get_by_label("Password").fill(library.password(username))
        page.get_by_role("button", name="Sign in").click()
        _take(page, library.url + path, name)


def _take(page: Page, address: str, name: str) -> None:
    page.goto(address, wait_until="networkidle")  # covers come after the page
    page.screenshot(path=FOLDER / f"{name}.png")


def main() -> None:
    """Start a library, take the pictures, stop it."""
    FOLDER.mkdir(exist_ok=True)
    chromium = shutil.which("chromium")
    with running() as library, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        take_all(library, browser.new_page())
        browser.close()


if __name__ == "__main__":
    main()
