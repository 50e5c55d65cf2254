"""An editor sees what officers look for in vain, and leads them to it."""

from playwright.sync_api import Locator, Page, expect

from tests.journeys.walk import Walker, read_json, until

CARDS = ".resource-card__title a"
TEXT = "kwikride"  # what one department calls it


def test_editor_turns_an_empty_search_into_a_found_title_and_back(walker: Walker) -> None:
    page, url = walker.page, walker.library.url
    expect(walker.visit(f"/search/?q={TEXT}").get_by_role("heading", level=1)).to_contain_text(
        "0 results"
    )

    walker.sign_in("editor")
    walker.visit("/admin/search/")
    walker.visit("/admin/search/queries/?listing=zero&days=7&containing=" + TEXT)
    _follow(walker, page, TEXT)
    _follow(walker, page, "Add a synonym")
    page.get_by_label("Other words").fill("co-responder programs")
    _press(walker, page, "Save and try it out")
    expect(page.get_by_role("region", name="What it would change")).to_contain_text("COPS-W528")
    assert _found(url) == []
    _press(walker, page, "Publish")
    entry = page.url

    until(lambda: _cards(walker).count(), seconds=60)
    page.locator(CARDS).first.click()
    until(lambda: _mean_rank(walker, page) == "1.0")

    page.goto(entry)
    _press(walker, page, "Retire")
    until(lambda: not _found(url), seconds=60)


def _follow(walker: Walker, page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("link", name=name, exact=True).click()
    page.wait_for_load_state("load")
    walker.look()


def _press(walker: Walker, page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name=name, exact=True).click()
    page.reload()  # without Wagtail's message, which fades in and has little contrast meanwhile
    walker.look()


def _cards(walker: Walker) -> Locator:
    """Look again: each web process reads the vocabulary anew for itself, within a minute."""
    return walker.visit(f"/search/?q={TEXT}").locator(CARDS)


def _found(url: str) -> list[str]:
    answer = read_json(f"{url}/api/v1/search?q={TEXT}")
    return [hit["product_number"] for hit in answer["hits"]]


def _mean_rank(walker: Walker, page: Page) -> str:
    page.goto(f"{walker.library.url}/admin/search/queries/about/?q={TEXT}")
    return page.locator(".tiles dd").nth(3).inner_text()
