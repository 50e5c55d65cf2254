"""An officer finds what is needed between two calls."""

from playwright.sync_api import expect

from tests.journeys.walk import Walker, read_json


def test_officer_narrows_results_and_opens_a_title(walker: Walker) -> None:
    page = walker.visit("/")
    page.get_by_role("search").first.get_by_role("combobox").fill("burglaries")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    walker.look()
    assert page.url.endswith("/search/?q=burglaries")
    expect(page.get_by_role("heading", level=1)).to_contain_text("burglaries")
    assert page.locator("mark").count()

    page.get_by_role("group", name="Format").get_by_text("DVD").click()
    page.get_by_role("button", name="Apply filters").click()
    walker.look()
    assert "format=dvd" in page.url
    titles = page.locator(".resource-card__title")
    assert titles.count() >= 1
    assert all("DVD" in text for text in page.locator(".resource-card__meta").all_inner_texts())

    titles.first.get_by_role("link").click()
    walker.look()
    assert "/resources/COPS-" in page.url


def test_a_number_leads_to_its_title_and_to_no_neighbor(walker: Walker) -> None:
    for spelling in ("COPS-P903", "cops p903", "P903", "cops-p903-pub.pdf"):
        answer = read_json(f"{walker.library.url}/api/v1/search?q={spelling.replace(' ', '+')}")
        assert [hit["product_number"] for hit in answer["hits"]] == ["COPS-P903"], spelling
    assert read_json(f"{walker.library.url}/api/v1/search?q=COPS-P999")["total"] == 0

    page = walker.visit("/search/?q=COPS-P999")
    expect(page.get_by_role("heading", level=1)).to_contain_text("0 results")
    near = page.get_by_role("region", name="Nothing here has the number")
    assert near.get_by_role("link").count() >= 1
    assert page.locator(".resource-card").count() == 0

    walker.visit("/search/?q=cops-p903-pub.pdf")
    assert "/resources/COPS-P903/" in page.url
    page.get_by_role("link", name="See all results").click()
    walker.look()
    expect(page.locator(".resource-card")).to_have_count(1)


def test_page_and_api_answer_the_same(walker: Walker) -> None:
    page = walker.visit("/search/?q=officer+wellness&sort=newest")
    shown = page.locator(".resource-card__meta li:first-child").all_inner_texts()
    answer = read_json(f"{walker.library.url}/api/v1/search?q=officer+wellness&sort=newest&size=20")

    assert shown == [hit["product_number"] for hit in answer["hits"]]
    assert answer["engine"] == "postgresql"
