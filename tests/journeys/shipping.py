"""The way from a placed order to a shipped parcel in the admin."""

from collections.abc import Callable
from io import BytesIO

from playwright.sync_api import Page, expect
from pypdf import PdfReader

TRACKING_NUMBER = "9400 1000 0000 0000 0000 01"


def ship_order(
    page: Page, url: str, *, reference: str, look: Callable[[], object] = lambda: None
) -> None:
    """Approve, allocate, pick and ship one order as the clerk who is signed in.

    `look` is called on the workbench at each stage.
    """
    open_order(page, url, reference)
    look()
    page.get_by_role("button", name="Approve", exact=True).click()
    open_order(page, url, reference)
    look()
    page.get_by_role("button", name="Allocate", exact=True).click()
    open_order(page, url, reference)
    look()
    page.get_by_role("button", name="Mark picked").click()
    open_order(page, url, reference)
    look()
    page.get_by_label("Carrier").select_option("usps")
    page.get_by_label("Tracking number").fill(TRACKING_NUMBER)
    page.get_by_role("button", name="Ship", exact=True).click()
    open_order(page, url, reference)
    expect(page.get_by_role("heading", name="Shipped").first).to_be_visible()
    look()


def open_order(page: Page, url: str, reference: str) -> None:
    """Open the workbench of an order."""
    page.goto(f"{url}/admin/fulfillment/orders/{reference}/")


def read_slip(page: Page) -> str:
    """Return the text of the packing slip that the open order offers."""
    address = page.get_by_role("link", name="Packing slip").get_attribute("href")
    assert address is not None
    answer = page.request.get(page.url.split("/admin/")[0] + address)
    assert answer.headers["content-type"] == "application/pdf"
    return "\n".join(sheet.extract_text() for sheet in PdfReader(BytesIO(answer.body())).pages)
