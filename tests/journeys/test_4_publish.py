"""An editor makes a record, has it reviewed, and sees it published; another one is scheduled."""

from datetime import UTC, datetime, timedelta
from urllib.error import HTTPError
from urllib.request import urlopen

from playwright.sync_api import Page, expect

from tests.journeys.publishing import (
    ADD,
    attach_files,
    choose_action,
    describe_dvd,
)
from tests.journeys.walk import Walker, read_json, until


def test_editor_submits_and_moderator_publishes(walker: Walker) -> None:
    page, library = walker.page, walker.library
    walker.sign_in("editor")
    page.goto(library.url + ADD)
    page.locator("#id_title").fill("Listening Between Calls")
    choose_action(page, "Save draft")
    address = page.url

    choose_action(page, "Submit to Moderators approval")
    expect(page.locator(".error-message").first).to_be_attached()
    asked = " ".join(page.locator(".error-message").all_text_contents())
    for what in (
        "product number",
        "what this is",
        "carries",
        "abstract",
        "year",
        "topic",
        "language",
    ):
        assert what in asked, f"Nobody asks for the {what}: {asked}"

    describe_dvd(page, number="COPS-DVD801", title="Listening Between Calls")
    attach_files(page, library.folder, number="COPS-DVD801")
    choose_action(page, "Save draft")
    _sees_preview(page)
    walker.visit("/admin/catalog/resources/")
    assert _status(f"{library.url}/resources/COPS-DVD801/") == 404
    page.goto(address)
    choose_action(page, "Submit to Moderators approval")
    assert _status(f"{library.url}/resources/COPS-DVD801/") == 404

    page.context.clear_cookies()
    walker.sign_in("moderator")
    page.goto(address)
    choose_action(page, "Approve and Publish")
    page.context.clear_cookies()
    _is_public(walker)


def test_moderator_schedules_a_record(walker: Walker) -> None:
    page, library = walker.page, walker.library
    walker.sign_in("moderator")
    page.goto(library.url + ADD)
    describe_dvd(page, number="COPS-DVD802", title="Quiet Hours")
    choose_action(page, "Save draft")
    _set_schedule(page, datetime.now(tz=UTC) + timedelta(days=2))
    choose_action(page, "Schedule to publish")

    assert _status(f"{library.url}/resources/COPS-DVD802/") == 404
    assert read_json(f"{library.url}/api/v1/search?q=COPS-DVD802")["total"] == 0
    expect(page.get_by_text("Scheduled").first).to_be_attached()


def _sees_preview(page: Page) -> None:
    page.get_by_role("button", name="Toggle preview").click()
    frame = page.frame_locator("#w-preview-iframe, iframe[title='Preview']").first
    expect(frame.get_by_role("heading", level=1)).to_have_text("Listening Between Calls")
    expect(frame.get_by_text("Call management").first).to_be_attached()


def _is_public(walker: Walker) -> None:
    page = walker.visit("/resources/COPS-DVD801/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Listening Between Calls")
    link = page.get_by_role("link", name="Transcript").get_attribute("href")
    answer = page.request.get(walker.library.url + str(link))
    assert answer.body().startswith(b"%PDF")
    address = f"{walker.library.url}/api/v1/search?q=listening+between+calls"
    hit = until(lambda: next(iter(read_json(address)["hits"]), None), seconds=2)
    assert hit["product_number"] == "COPS-DVD801"


def _set_schedule(page: Page, moment: datetime) -> None:
    page.get_by_role("button", name="Toggle status").click()
    page.get_by_role("button", name="Set schedule").click()
    page.locator("#id_go_live_at").fill(moment.strftime("%Y-%m-%d %H:%M"))
    with page.expect_navigation():  # by the keyboard: the calendar lies over the button
        page.get_by_role("button", name="Save schedule").press("Enter")


def _status(address: str) -> int:
    try:
        with urlopen(address) as answer:
            return int(answer.status)
    except HTTPError as error:
        return error.code
