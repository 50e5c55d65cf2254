"""The pages staff work on all day, in a real browser: accessible and whole, wide and at 320 px."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import expect

from library.orders.enums import AccessPurpose
from library.orders.models import Agency, Order
from library.orders.services import hold_order, record_access
from tests.factories.fulfillment import make_member, make_shipment
from tests.factories.inventory import make_stock, make_title
from tests.factories.orders import make_placed_order
from tests.journeys.walk import Walker, look_whole

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def manager(walker: Walker) -> User:
    user, client = make_member("Managers"), Client()
    client.force_login(user)
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    walker.page.context.add_cookies([{**session, "url": walker.library.url}])  # type: ignore[typeddict-item]
    return user


def visit(walker: Walker, *paths: str) -> None:
    for path in paths:
        walker.visit(f"/admin/{path}")
        look_whole(walker)
        # The admin hides what is wider than its main part, so that part is measured too.
        width = "document.querySelector('main').scrollWidth <= window.innerWidth"
        assert walker.page.evaluate(width), path


def test_the_queue_and_its_preview(walker: Walker, manager: User) -> None:
    for _ in range(2):
        make_placed_order()
    visit(walker, "fulfillment/?stage=approve", "order/")
    page = walker.page
    walker.visit("/admin/fulfillment/?stage=approve")
    page.get_by_label("All that fit").check()
    page.get_by_label("Step").select_option(label="Decline")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("Nothing has been changed yet.")).to_be_visible()
    look_whole(walker)


def test_the_desk_leads_on(walker: Walker, manager: User) -> None:
    first, second = (
        hold_order(order_id=make_placed_order().pk, actor=None, reason="Odd") for _ in range(2)
    )
    visit(walker, "fulfillment/review/")
    walker.page.get_by_role("link", name=first.reference).click()
    look_whole(walker)
    page = walker.page
    expect(page.get_by_role("link", name=f"Next to decide: {second.reference}")).to_be_visible()
    page.keyboard.press("n")
    expect(page.get_by_role("heading", level=1)).to_contain_text(second.reference)


def test_shelves_counts_and_parcels(walker: Walker, manager: User) -> None:
    title = make_title(title="Working with Tribal Courts: a guide for departments")
    item = make_stock(on_hand=825, resource=title, bin_location="A-01-1")
    parcel = make_shipment({item.resource_id: 1})
    paths = (f"{item.pk}/", "", "expected/", "event/")
    visit(walker, *(f"stock/{path}" for path in paths))
    visit(walker, "fulfillment/counts/", f"fulfillment/orders/{parcel.order.reference}/", "jobs/")


def test_agencies_and_addresses(walker: Walker, manager: User) -> None:
    other = make_placed_order().agency
    kept = Agency.objects.create(
        name=f"{other.name} Records Unit and Administrative Services", state=other.state
    )
    record_access(
        actor=manager,
        purpose=AccessPurpose.VIEW,
        page="/admin/",
        references=[Order.objects.get().reference],
    )
    merge = f"agency/{other.pk}/merge/"
    visit(walker, "agency/unchecked/", merge, f"{merge}?into={kept.pk}")
    walker.visit("/admin/addressaccess/")  # Wagtail's own list, which does not fit 320 px
    visit(walker, "addressaccess/anonymize/")
