"""A clerk approves and allocates fifty orders at once, exports them and finds the keys."""

import csv
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.journeys.stack import Stack
from tests.journeys.walk import Walker, look_whole, until

FIFTY = 50
PATIENCE = 60_000  # milliseconds for the worker of a busy machine

_PLACE = f"""
from uuid import uuid4
from library.catalog.models import Resource
from library.orders.enums import AgencyType
from library.orders.services import OrderRequest, OrderRequestLine, place_order
resource = Resource.objects.get(product_number="COPS-P931")
for number in range({FIFTY}):
    place_order(idempotency_key=uuid4(), request=OrderRequest(
        lines=(OrderRequestLine(resource.pk, 1),), name="Jordan Ames",
        organization=f"Fiftieth {{number}} Police Department", agency_type=AgencyType.MUNICIPAL,
        email="fifty@agency.example", street1=f"{{number + 1}} Fiftieth Street",
        city="Springfield", state="VA", postal_code="22150"))
"""


def test_a_clerk_takes_fifty_orders_a_step_further_at_once(walker: Walker, tmp_path: Path) -> None:
    _place_fifty(walker.library)
    page = walker.sign_in("clerk")
    walker.visit("/admin/fulfillment/?stage=approve&agency=Fiftieth")
    _find_the_keys(page)
    page.keyboard.press("a")
    expect(page.get_by_text(f"{FIFTY} marked")).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.get_by_text(f"{FIFTY - 1} marked")).to_be_visible()
    page.keyboard.press("x")
    page.get_by_label("Step").select_option(label="Approve in full")
    _take_the_step(walker, "approved")

    walker.visit("/admin/fulfillment/?stage=allocate&agency=Fiftieth")
    page.get_by_label("All that fit").check()
    page.get_by_label("Step").select_option(label="Allocate")
    _take_the_step(walker, "allocated")

    page.set_viewport_size({"width": 320, "height": 800})
    walker.visit("/admin/fulfillment/?stage=pick&agency=Fiftieth")
    look_whole(walker)
    assert len(_exported(page, tmp_path)) == FIFTY


def _find_the_keys(page: Page) -> None:
    keys = page.get_by_text("Mark the whole page, or take the marks away")
    until(lambda: _asks_for_keys(page, keys))  # the admin's script may not listen yet
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()


def _asks_for_keys(page: Page, keys: Locator) -> bool:
    page.keyboard.press("?")
    with suppress(AssertionError):
        expect(keys).to_be_visible(timeout=1_000)
    return keys.is_visible()


def _place_fifty(library: Stack) -> None:
    placed = library.manage("shell", "-c", _PLACE)
    assert placed.returncode == 0, placed.stderr


def _take_the_step(walker: Walker, done: str) -> None:
    page = walker.page
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("Nothing has been changed yet.")).to_be_visible()
    walker.look()
    page.get_by_role("button", name=f"{FIFTY} orders").click()
    result = page.get_by_text(f"{FIFTY} of {FIFTY} orders are {done}.")
    expect(result).to_be_visible(timeout=PATIENCE)
    walker.look()


def _exported(page: Page, folder: Path) -> list[list[str]]:
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    file = folder / "export.csv"
    download.value.save_as(file)
    with file.open(encoding="utf-8", newline="") as lines:
        header, *rows = csv.reader(lines)
    assert header[:2] == ["Shipment", "Order"]
    return rows
