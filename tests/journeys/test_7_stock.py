"""A clerk keeps the shelves: copies come, a bin is counted, a new edition takes over."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.ordering import order_copies
from tests.journeys.publishing import choose_action, open_tab
from tests.journeys.shipping import open_order
from tests.journeys.walk import Walker, look_whole, until

OLD_NUMBER, OLD_TITLE = "COPS-P963", "After a Line-of-Duty Death"


def test_copies_that_arrive_go_to_the_orders_that_wait(walker: Walker) -> None:
    page, url = walker.page, walker.library.url
    reference = _order(walker, "COPS-P905", 3)
    walker.sign_in("clerk")
    _approve(page, url, reference)
    page.get_by_role("button", name="Allocate", exact=True).click()
    expect(page.get_by_text("wait on back-order").first).to_be_visible()

    _open_shelf(page, url, "COPS-P905")
    page.get_by_role("link", name="Expect copies").click()
    walker.look()
    page.get_by_label("Purchase or print order").fill("PO-2044")
    page.locator("#id_copies").fill("600")
    page.get_by_label("Expected on").fill("2199-05-04")
    page.get_by_role("button", name="Expect these copies").click()
    expect(page.get_by_text("600 copies are expected on PO-2044.").first).to_be_visible()
    walker.look()

    page.get_by_role("link", name="Receive copies").click()
    receipts = page.get_by_label("Expected receipt")
    receipts.select_option(label="PO-2044: 600 of 600 still to come, May 4, 2199")
    page.locator("#id_document").fill("DELIVERY-88")
    page.locator("#id_quantity").fill("500")
    walker.look()
    page.get_by_role("button", name="Receive copies").click()
    expect(page.get_by_role("cell", name="+500")).to_be_visible()

    def parcel() -> bool:
        open_order(page, url, reference)
        return page.get_by_role("heading", name=re.compile("Shipment .*: To pick")).count() > 0

    until(parcel, seconds=60)
    walker.visit("/admin/stock/expected/")


def test_a_bin_is_counted_twice_before_the_books_change(walker: Walker) -> None:
    page = walker.sign_in("clerk")
    walker.visit("/admin/fulfillment/counts/")
    page.get_by_label("Bins that begin with").fill("C-03-6")
    page.get_by_role("button", name="How many shelves?").click()
    expect(page.locator("p[role=status]")).to_contain_text("1 shelves would be on the sheet.")
    walker.look()
    page.get_by_role("button", name="Make the sheet").click()
    for again in (True, False):
        page.get_by_label(re.compile("Copies of COPS-P968")).fill("128")
        walker.look()
        page.keyboard.press("Enter")
        if again:
            expect(page.get_by_text("Count again.")).to_be_visible()
    expect(page.get_by_role("cell", name="Adjusted, by clerk")).to_be_visible()
    walker.look()
    _open_shelf(page, walker.library.url, "COPS-P968")
    expect(page.get_by_role("cell", name="Adjustment from a count")).to_be_visible()


def test_a_new_edition_takes_the_place_of_the_old_one_in_open_orders(walker: Walker) -> None:
    page, url = walker.page, walker.library.url
    link = order_copies(page, url, number=OLD_NUMBER, copies=2)
    reference = _reference(page)
    walker.sign_in("clerk")
    _approve(page, url, reference)

    page.context.clear_cookies()
    walker.sign_in("moderator")
    page.goto(f"{url}/admin/catalog/resources/?q=COPS-P935")
    page.locator("td a[href*='/resources/edit/']").first.click()
    open_tab(page, "Relations")
    page.get_by_role("button", name="Add related resource").click()
    page.locator("select[name^='relations-'][name$='-relation']").last.select_option("supersedes")
    page.get_by_role("button", name="Choose resource").last.click()
    chooser = page.locator(".modal-body")
    chooser.get_by_label("any other number").fill(OLD_NUMBER)
    expect(chooser.get_by_role("alert")).to_have_text(re.compile("1 match"))
    chooser.get_by_role("link", name=OLD_TITLE).click()
    expect(chooser).to_be_hidden()
    choose_action(page, "Publish")
    expect(page.get_by_text("is superseded by").first).to_be_visible()
    look_whole(walker)
    page.get_by_label("keep the old stock").check()
    page.get_by_role("button", name="Decide").click()
    expect(page.get_by_text("Open orders follow in a moment.").first).to_be_visible()
    walker.look()

    def told() -> bool:
        page.goto(link)
        return page.get_by_text(f"newer edition, in place of {OLD_NUMBER}").count() > 0

    until(told, seconds=60)
    walker.look()


def _order(walker: Walker, number: str, copies: int) -> str:
    order_copies(walker.page, walker.library.url, number=number, copies=copies)
    return _reference(walker.page)


def _reference(page: Page) -> str:
    found = re.search(r"R-[A-Z0-9]{8}", page.content())
    assert found is not None
    return found.group()


def _approve(page: Page, url: str, reference: str) -> None:
    open_order(page, url, reference)
    page.get_by_role("button", name="Approve", exact=True).click()
    open_order(page, url, reference)


def _open_shelf(page: Page, url: str, number: str) -> None:
    page.goto(f"{url}/admin/stock/?q={number}")
    page.get_by_role("link", name=number, exact=True).click()
