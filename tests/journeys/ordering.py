"""The way from a resource's page to a placed order, step by step."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

DELIVERY = {
    "Full name": "Jordan Ames",
    "Organization": "Cedar Hollow Police Department",
    "Email": "jordan.ames@agency.example",
    "Street address": "12 Old Mill Road",
    "City": "Columbus",
    "ZIP Code": "43215",
}


def order_copies(
    page: Page, url: str, *, number: str, copies: int, look: Callable[[], object] = lambda: None
) -> str:
    """Order copies of one title and return the link to follow the order.

    `look` is called on each page: resource, basket, delivery, check, confirmation.
    """
    page.goto(f"{url}/resources/{number}/")
    look()
    page.get_by_label("Copies").fill(str(copies))
    page.get_by_role("button", name="Add to basket").click()
    look()
    page.get_by_role("button", name="Continue to delivery").click()
    look()
    fill_delivery(page)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    look()
    page.get_by_role("button", name="Place the order").click()
    expect(page.get_by_text("Your order is placed")).to_be_visible()
    look()
    return url + str(page.get_by_role("link", name="Follow order").get_attribute("href"))


def fill_delivery(page: Page) -> None:
    """Fill in who asks and where the parcel goes."""
    for label, value in DELIVERY.items():
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_label("Type of organization").select_option("municipal")
    page.get_by_label("State, territory or military post").select_option("OH")
