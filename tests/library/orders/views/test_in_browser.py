"""The way to an order in a real browser: accessible on every page, and whole without a script."""

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from library.catalog.models import Resource
from library.orders.emails.notices import CONFIRM
from library.orders.models import Order, QuantityLimit, StockNotice
from library.orders.services import ask_requester
from tests.factories.agencies import make_agency
from tests.factories.orders import ANSWERS, fill_basket, make_orderable, make_placed_order
from tests.journeys.walk import Walker, look_whole

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

LABELS = {
    "name": "Full name",
    "organization": "Organization",
    "email": "Email",
    "street1": "Street address",
    "city": "City",
    "postal_code": "ZIP Code",
}


def bring_basket(page: Page, url: str, *resources: Resource) -> None:
    """Give the browser a basket that was filled elsewhere."""
    client = Client()
    for resource in resources:
        fill_basket(client, resource, 3)
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": url}])


def fill(page: Page) -> None:
    for field, label in LABELS.items():
        page.get_by_label(label, exact=True).fill(ANSWERS[field])
    page.get_by_label("Type of organization").select_option(ANSWERS["agency_type"])
    page.get_by_label("State, territory").select_option(ANSWERS["state"])


def press(walker: Walker, name: str) -> str:
    """Press a button, check the page that follows and return its text."""
    walker.page.get_by_role("button", name=name).click()
    return look_whole(walker).inner_text("main")


def test_every_page_is_accessible(walker: Walker) -> None:
    walker.visit("/basket/")
    look_whole(walker)
    here, late = make_orderable(), make_orderable(on_hand=0)
    bring_basket(walker.page, walker.library.url, here, late)
    walker.visit("/basket/")
    press(walker, "Continue to delivery")
    fill(walker.page)
    press(walker, "Continue")
    assert "Your order is placed" in press(walker, "Place the order")
    walker.page.get_by_role("link", name="Follow order").click()
    assert Order.objects.get().reference in look_whole(walker).inner_text("h1")


def test_every_refusal_is_accessible(walker: Walker) -> None:
    resource = make_orderable(title="Working with Tribal Courts: a guide for departments")
    QuantityLimit.objects.create(most=50)
    bring_basket(walker.page, walker.library.url, resource)
    page = walker.visit("/basket/")
    page.get_by_label(f"Copies of {resource.title}").fill("10000")
    assert "up to 9,999 copies" in press(walker, "Continue to delivery")
    assert page.title().startswith("Error: ")
    page.get_by_label(f"Copies of {resource.title}").fill("5")
    press(walker, "Continue to delivery")
    assert "Enter the city." in press(walker, "Continue")
    assert page.title().startswith("Error: ")
    fill(page)
    page.get_by_label("ZIP Code", exact=True).fill("99801")
    assert "ZIP Code 99801 is not in Virginia." in press(walker, "Continue")
    warning, heading = (page.locator(it).bounding_box() for it in (".usa-alert", "main h1"))
    assert warning is not None
    assert heading is not None
    assert heading["y"] >= warning["y"] + warning["height"] + 16
    page.locator("label", has_text="The address is right").click()
    press(walker, "Continue")
    QuantityLimit.objects.update(most=4)
    assert "you ask for 5" in press(walker, "Place the order")
    page.get_by_label("Why do you need this many?").fill("An academy of five")
    assert "Your order is placed" in press(walker, "Send for review")


def test_a_declined_order_is_accessible(walker: Walker) -> None:
    order = make_placed_order()
    Order.objects.update(state="declined")
    walker.visit(f"/orders/{order.follow_token}/")
    look_whole(walker)


def test_a_question_and_its_answer_are_accessible(walker: Walker) -> None:
    order = make_placed_order()
    ask_requester(order_id=order.pk, actor=None, question="How many officers is it for?")
    page = walker.visit(f"/orders/{order.follow_token}/")
    look_whole(walker)
    assert "Write your answer." in press(walker, "Send the answer")
    page.get_by_label("Your answer").fill("Forty")
    assert "Forty" in press(walker, "Send the answer")


def test_a_notice_is_accessible_from_asking_to_stopping(walker: Walker) -> None:
    resource = make_orderable(on_hand=0)
    page = walker.visit(f"/notices/{resource.pk}/")
    assert "Enter an email address." in press(walker, "Continue")
    page.get_by_label("Email").fill("reader@agency.example")
    assert "Check your email" in press(walker, "Continue")
    notice = StockNotice.objects.get()
    walker.visit(CONFIRM.path(notice.pk))
    assert "Your notice is confirmed" in press(walker, "Confirm")
    page.get_by_role("link", name="Stop all of these emails").click()
    assert "The emails are stopped" in press(walker, "Stop the emails")


def test_without_a_script(browser: Browser, live_server: LiveServer) -> None:
    resource = make_orderable()
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    bring_basket(page, live_server.url, resource)
    page.goto(f"{live_server.url}/basket/")
    page.get_by_role("button", name="Continue to delivery").click()
    fill(page)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Place the order").click()
    assert "Your order is placed" in page.inner_text("main")
    page.reload()
    page.go_back()
    context.close()
    assert Order.objects.get().lines.get().requested == 3


def test_the_agency_is_chosen_with_the_keys(walker: Walker) -> None:
    make_agency("Springfield Police Department", "VA", city="Springfield")
    make_agency("Springfield Police Department", "IL", city="Springfield")
    page = walker.page
    bring_basket(page, walker.library.url, make_orderable())
    walker.visit("/order/delivery/")
    box = page.get_by_role("combobox", name="Organization", exact=True)
    expect(box).to_have_attribute("autocomplete", "organization")
    box.press_sequentially("springf")
    expect(box).to_have_attribute("aria-expanded", "true")
    offered = page.get_by_role("listbox", name="Suggestions").get_by_role("option")
    expect(offered).to_have_count(2)
    walker.look()
    box.press("ArrowDown")
    box.press("ArrowDown")
    box.press("Enter")
    expect(box).to_have_value("Springfield Police Department")
    expect(page.get_by_label("Type of organization")).to_have_value("municipal")
    expect(page.get_by_label("State, territory")).to_have_value("VA")
    expect(page.get_by_role("status").filter(has_text="filled in")).to_contain_text(
        "State, territory or military post is filled in"
    )
    expect(box).to_be_focused()
    walker.look()
