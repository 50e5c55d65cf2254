"""A packer's hands: a scanner that types into the packing page and presses Enter."""

from typing import Any

from playwright.sync_api import Page, expect

KEY_MILLISECONDS = 5

_LISTEN = """
window.answers = [];
window.tunes = [];
document.addEventListener("packing:answered", (event) => window.answers.push(event.detail), true);
document.addEventListener("packing:sound", (event) => window.tunes.push(event.detail));
window.printed = 0;
window.print = () => { window.top.printed += 1; };  // a browser without a window prints nothing
window.answered = (count) => new Promise((resolve, reject) => {
    const late = performance.now() + 30000;
    const look = () => {
        if (window.answers.length >= count) resolve();
        else if (performance.now() > late) reject(new Error(`${window.answers.length} answers`));
        else setTimeout(look, 2);
    };
    look();
});
"""


def listen(page: Page) -> None:
    """Note every answer and every sound of the packing page, after each load."""
    page.add_init_script(_LISTEN)


def shoot(page: Page, *codes: str) -> None:
    """Scan codes at the speed of a scanner, without looking at the answers."""
    for code in codes:
        page.keyboard.type(code, delay=KEY_MILLISECONDS)
        page.keyboard.press("Enter")


def scan_at(page: Page, code: str, kind: str) -> None:
    """Scan a code and look at the answer."""
    before = len(answers(page))
    shoot(page, code)
    await_answers(page, before + 1)
    expect(page.locator("#packing-answer")).to_have_attribute("data-kind", kind)


def await_answers(page: Page, count: int) -> None:
    """Return when so many scans were answered since the page was loaded."""
    page.evaluate("count => window.answered(count)", count)


def answers(page: Page) -> list[dict[str, Any]]:
    """Return what was answered since the page was loaded: code, kind, milliseconds."""
    return list(page.evaluate("window.answers"))
