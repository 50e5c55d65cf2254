"""A clerk takes an order from the queue to the parcel."""

import re

from playwright.sync_api import expect

from tests.journeys.ordering import order_copies
from tests.journeys.shipping import open_order, read_slip, ship_order
from tests.journeys.walk import Walker, read_json, until


def test_clerk_ships_the_last_copies_and_availability_follows(walker: Walker) -> None:
    page, url = walker.page, walker.library.url
    search = f"{url}/api/v1/search?q=COPS-P920"
    assert read_json(search)["hits"][0]["availability"] == "available"
    link = order_copies(page, url, number="COPS-P920", copies=12)
    reference = _reference(page.content())

    walker.sign_in("clerk")
    walker.visit("/admin/stock/")
    walker.visit("/admin/fulfillment/")
    assert page.get_by_role("link", name=re.compile(r"To approve|Approve")).count()
    ship_order(page, url, reference=reference, look=walker.look)
    slip = read_slip(page)
    assert reference in slip
    assert "COPS-P920" in slip
    assert "Jordan Ames" in slip

    page.goto(link)
    walker.look()
    assert page.get_by_text("9400100000000000000001").count()
    until(lambda: read_json(search)["hits"][0]["availability"] == "back_order", seconds=2)
    page.goto(f"{url}/resources/COPS-P920/")
    expect(page.get_by_role("main")).to_contain_text("Out of stock now")


def test_an_editor_cannot_ship(walker: Walker) -> None:
    page = walker.sign_in("editor")
    page.goto(f"{walker.library.url}/admin/fulfillment/")
    assert page.url == f"{walker.library.url}/admin/"
    expect(page.get_by_text("permission").first).to_be_visible()


def test_a_shipped_order_offers_nothing_more_to_do(walker: Walker) -> None:
    page, url = walker.page, walker.library.url
    order_copies(page, url, number="COPS-P931", copies=2)
    reference = _reference(page.content())
    walker.sign_in("clerk")
    ship_order(page, url, reference=reference)
    open_order(page, url, reference)
    for name in ("Approve", "Allocate", "Mark picked", "Ship"):
        assert page.get_by_role("button", name=name, exact=True).count() == 0


def _reference(text: str) -> str:
    found = re.search(r"R-[A-Z0-9]{8}", text)
    assert found is not None
    return found.group()
