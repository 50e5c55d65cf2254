"""The review desk: an order over the limit is asked about, answered, approved in part, and told."""

import re

from playwright.sync_api import expect

from tests.journeys.ordering import fill_delivery
from tests.journeys.shipping import open_order
from tests.journeys.walk import Walker, look_whole


def test_over_the_limit_asked_answered_and_approved_in_part(walker: Walker) -> None:
    page = walker.page
    link, reference = _ask_for_too_much(walker)
    desk = f"{walker.library.url}/admin/fulfillment/review/"
    walker.sign_in("reviewer")
    page.goto(desk)
    walker.look()
    expect(page.get_by_role("link", name=reference)).to_be_visible()
    _ask_back(walker, reference)
    page.goto(f"{desk}?show=asked")
    expect(page.get_by_role("link", name=reference)).to_be_visible()
    _answer(walker, link)
    page.goto(f"{desk}?show=answered")
    expect(page.get_by_role("link", name=reference)).to_be_visible()
    _approve_in_part(walker, reference)
    open_order(page, walker.library.url, reference)
    history = page.get_by_role("region", name="History")
    expect(history).to_contain_text("Mail “Question to the requester”")
    expect(history).to_contain_text("Mail “Order approved in part”")
    assert "jordan.ames" not in history.inner_text()
    page.goto(link)
    expect(page.get_by_role("main")).to_contain_text("waits for the warehouse")


def _ask_for_too_much(walker: Walker) -> tuple[str, str]:
    """Order 90 copies and return the link to follow the order, and its reference."""
    page, url = walker.page, walker.library.url
    page.goto(f"{url}/resources/COPS-P903/")
    page.get_by_label("Copies").fill("90")
    page.get_by_role("button", name="Add to basket").click()
    page.get_by_role("button", name="Continue to delivery").click()
    fill_delivery(page)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="This is more than usual")).to_be_visible()
    page.get_by_label("Why do you need this many?").fill("An academy class")
    page.get_by_role("button", name="Send for review").click()
    expect(page.get_by_text("Your order is placed")).to_be_visible()
    found = re.search(r"R-[A-Z0-9]{8}", page.content())
    assert found is not None
    follow = page.get_by_role("link", name="Follow order").get_attribute("href")
    return f"{url}{follow}", found.group()


def _ask_back(walker: Walker, reference: str) -> None:
    page = walker.page
    open_order(page, walker.library.url, reference)
    expect(page.get_by_role("heading", name="What each choice would do")).to_be_visible()
    walker.look()
    page.get_by_label("Question").fill("How many officers is it for?")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_text("No answer yet")).to_be_visible()


def _answer(walker: Walker, link: str) -> None:
    page = walker.page
    page.goto(link)
    expect(page.get_by_text("How many officers is it for?")).to_be_visible()
    look_whole(walker)
    page.get_by_label("Your answer").fill("For thirty")
    page.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_text("Your answer is with our staff")).to_be_visible()
    look_whole(walker)


def _approve_in_part(walker: Walker, reference: str) -> None:
    page = walker.page
    open_order(page, walker.library.url, reference)
    expect(page.get_by_text("For thirty")).to_be_visible()
    page.get_by_label("Copies of").first.fill("30")
    page.get_by_label("Why not all").fill("One for each officer.")
    page.get_by_role("button", name="Show the effect first").click()
    expect(page.get_by_role("rowheader", name="As typed below")).to_be_visible()
    walker.look()
    page.get_by_role("button", name="Approve", exact=True).click()
    expect(page.get_by_text("is approved").first).to_be_visible()


def test_a_mail_is_seen_before_it_is_sent_to_anybody(walker: Walker) -> None:
    page = walker.sign_in("clerk")
    page.goto(f"{walker.library.url}/admin/mail/")
    walker.look()
    page.get_by_role("link", name="Order shipped").click()
    expect(page.get_by_role("heading", name="How it looks")).to_be_visible()
    walker.look()
    mail = page.frame_locator("iframe")
    expect(mail.get_by_role("link", name="Follow the parcel")).to_be_visible()
