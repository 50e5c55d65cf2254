"""An officer types the first letters and chooses, with the keys alone, or without any script."""

from playwright.sync_api import Browser, Page, expect

from tests.journeys.stack import Stack
from tests.journeys.walk import Walker


def options(page: Page) -> list[str]:
    return page.get_by_role("option").all_inner_texts()


def test_suggestions_are_chosen_with_the_keys(walker: Walker) -> None:
    page = walker.visit("/")
    box = page.get_by_role("combobox", name="Search the collection")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("cars")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("status").filter(has_text="suggestion")).to_contain_text("arrow keys")
    assert any("Thefts from Parked Cars" in option for option in options(page))
    walker.look()

    box.press("ArrowDown")
    first = page.get_by_role("option").first
    expect(first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", first.get_attribute("id") or "none")
    expect(box).to_be_focused()
    expect(box).to_have_value("cars")
    walker.look()
    box.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") is None
    box.press("ArrowUp")
    expect(page.get_by_role("option").last).to_have_attribute("aria-selected", "true")
    box.press("Home")
    assert box.get_attribute("aria-activedescendant") is None


def test_the_list_is_closed_and_opened_again_with_the_keys(walker: Walker) -> None:
    page = walker.visit("/")
    box = page.get_by_role("combobox", name="Search the collection")
    box.press_sequentially("cars")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("cars")
    box.press("ArrowDown")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    with page.expect_navigation():
        box.press("Enter")
    walker.look()
    assert "/search/" not in page.url


def test_enter_without_a_choice_searches_for_what_was_typed(walker: Walker) -> None:
    page = walker.visit("/topics/")
    box = page.get_by_role("combobox", name="Search the library")
    box.press_sequentially("cars")
    expect(box).to_have_attribute("aria-expanded", "true")
    with page.expect_navigation():
        box.press("Enter")
    assert page.url.endswith("/search/?q=cars")


def test_a_suggestion_is_chosen_with_the_pointer(walker: Walker) -> None:
    page = walker.visit("/search/?q=gangs")
    box = page.get_by_role("combobox", name="Search for words")
    box.fill("P903")
    with page.expect_navigation():
        page.get_by_role("option", name="COPS-P903").click()
    assert "/resources/COPS-P903/" in page.url


def test_quick_fingers_ask_once(walker: Walker) -> None:
    page = walker.visit("/search/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    box = page.get_by_role("combobox", name="Search for words")
    box.press_sequentially("thefts")
    expect(page.get_by_role("option").first).to_be_visible()
    assert len([url for url in asked if "/search/suggest/" in url]) < len("thefts") - 1
    assert any(url.endswith("?q=thefts") for url in asked)


def test_without_script_a_box_is_a_plain_form(browser: Browser, library: Stack) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 800})
    page = context.new_page()
    page.goto(f"{library.url}/")
    box = page.get_by_role("searchbox", name="Search the collection")
    box.fill("cars")
    with page.expect_navigation():
        box.press("Enter")
    assert page.url.endswith("/search/?q=cars")
    assert page.locator(".resource-card").count() >= 1
    context.close()
