"""An officer orders copies: with the keyboard alone, without scripts, without an account."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.journeys.ordering import DELIVERY, order_copies
from tests.journeys.stack import Stack
from tests.journeys.walk import Walker


def test_order_without_scripts_and_follow_it(browser: Browser, library: Stack) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    try:
        link = order_copies(page, library.url, number="COPS-P901", copies=3)
        page.goto(link)
        expect(page.get_by_role("heading", level=1)).to_contain_text("R-")
        assert page.get_by_text("Burglary of Single-Family Houses").count()
        assert DELIVERY["Street address"] not in page.content()
    finally:
        context.close()


def test_every_page_on_the_way_is_accessible(walker: Walker) -> None:
    order_copies(walker.page, walker.library.url, number="COPS-DVD102", copies=1, look=walker.look)


def test_an_incomplete_form_keeps_what_was_typed(walker: Walker) -> None:
    page = walker.visit("/resources/COPS-P902/")
    page.get_by_role("button", name="Add to basket").click()
    page.get_by_role("button", name="Continue to delivery").click()
    page.get_by_label("Full name").fill("Jordan Ames")
    page.get_by_role("button", name="Continue").click()
    walker.look()
    assert page.title().startswith("Error: ")
    expect(page.get_by_label("Full name")).to_have_value("Jordan Ames")
    summary = page.locator(".usa-alert--error")
    expect(summary).to_be_focused()
    summary.get_by_role("link").first.click()
    assert page.evaluate("document.activeElement.id").startswith("id_")


def test_order_with_the_keyboard_alone(page: Page, library: Stack) -> None:
    page.goto(f"{library.url}/resources/COPS-P934/")
    _tab_to(page, "Add to basket")
    _press_enter(page)
    _tab_to(page, "Continue to delivery")
    _press_enter(page)
    for value in ("Jordan Ames", "Cedar Hollow Police Department"):
        _tab_to_field(page)
        page.keyboard.type(value)
    _tab_to_field(page)
    page.keyboard.type("Municipal")
    for value in ("jordan.ames@agency.example", "", "12 Main Street", "", "Columbus"):
        _tab_to_field(page)
        page.keyboard.type(value)
    _tab_to_field(page)
    page.keyboard.type("Ohio")
    _tab_to_field(page)
    page.keyboard.type("43215")
    _press_enter(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    _tab_to(page, "Place the order")
    _press_enter(page)
    expect(page.get_by_text("Your order is placed")).to_be_visible()
    assert re.search(r"R-[A-Z0-9]{8}", page.content())


def _press_enter(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")


def _tab_to(page: Page, text: str) -> None:
    """Press Tab until the element with this text has the focus."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == text:
            return
    raise AssertionError(f"“{text}” cannot be reached with the Tab key.")


def _tab_to_field(page: Page) -> None:
    for _ in range(120):
        page.keyboard.press("Tab")
        kind = page.evaluate(
            "document.activeElement.closest('main') && document.activeElement.matches("
            "'input:not([type=hidden]), select, textarea')"
        )
        if kind:
            return
    raise AssertionError("There is no further field.")
