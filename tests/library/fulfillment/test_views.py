"""The queue and the workbench as a clerk uses them, by plain forms."""

from collections.abc import Callable
from datetime import date
from html import unescape

import pytest
import time_machine
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from library.fulfillment import services
from library.fulfillment.models import Shipment
from library.fulfillment.states import ShipmentState
from library.inventory import ledger
from library.orders.models import AddressAccess, Order, QuantityLimit
from tests.factories.fulfillment import (
    make_approved_order,
    make_clerk,
    make_member,
    make_order,
    make_picked_shipment,
    make_shipment,
)
from tests.factories.inventory import make_stock
from tests.factories.orders import make_placed_order

pytestmark = pytest.mark.django_db
QUEUE = "/admin/fulfillment/"


@pytest.fixture
def clerk() -> User:
    return make_clerk()


@pytest.fixture
def browser_of_clerk(client: Client, clerk: User) -> Client:
    client.force_login(clerk)
    return client


def bench(order: Order) -> str:
    return reverse("fulfillment:order", args=(order.reference,))


def of_shipment(action: str, shipment: Shipment) -> str:
    return reverse(f"fulfillment:{action}", args=(shipment.order.reference, shipment.number))


def see(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(unescape(answer.content.decode()).split())


def press(client: Client, address: str, **data: str) -> str:
    answer = client.post(address, data, follow=True)
    assert answer.status_code == 200
    return " ".join(unescape(answer.content.decode()).split())


def test_a_clerk_takes_an_order_from_the_queue_to_the_parcel(browser_of_clerk: Client) -> None:
    item = make_stock(on_hand=10, bin_location="C-14")
    order = make_order({item.resource_id: 4})
    page = see(browser_of_clerk, QUEUE)
    assert "To approve (1)" in page
    assert order.reference in page
    line = order.lines.get()
    page = press(browser_of_clerk, bench(order) + "approve/", **{f"line-{line.pk}": "3"})
    assert f"Order {order.reference} is approved." in page
    page = press(browser_of_clerk, bench(order) + "allocate/")
    assert f"3 copies are set aside for order {order.reference}" in page
    assert "C-14" in page
    shipment = Shipment.objects.get()
    assert f"Shipment {shipment} is picked." in press(
        browser_of_clerk, of_shipment("pick", shipment)
    )
    slip = browser_of_clerk.get(of_shipment("packing_slip", shipment))
    assert (slip["Content-Type"], slip.content[:5]) == ("application/pdf", b"%PDF-")
    page = press(
        browser_of_clerk,
        of_shipment("ship", shipment),
        carrier="ups",
        tracking_number="1z 999 aa1 01 2345 6784",
    )
    assert f"Shipment {shipment} has left." in page
    assert "https://www.ups.com/track?tracknum=1Z999AA10123456784" in page
    item.refresh_from_db()
    assert (item.on_hand, item.allocated) == (7, 0)


def test_the_next_in_the_queue_follows(browser_of_clerk: Client) -> None:
    item = make_stock(on_hand=10)
    first, second = (make_approved_order({item.resource_id: 1}) for _ in range(2))
    answer = browser_of_clerk.post(bench(first) + "allocate/", {"stage": "allocate"})
    assert answer.headers["Location"] == bench(second) + "?stage=allocate"
    answer = browser_of_clerk.post(bench(second) + "allocate/", {"stage": "allocate"})
    assert answer.headers["Location"] == QUEUE + "?stage=allocate"
    shipments = Shipment.objects.order_by("pk")
    answer = browser_of_clerk.post(of_shipment("pick", shipments[0]), {"stage": "pick"})
    assert answer.headers["Location"] == bench(second) + "?stage=pick"
    answer = browser_of_clerk.post(of_shipment("pick", shipments[1]))
    assert answer.headers["Location"] == bench(second)


def test_the_next_is_one_that_fits_the_filters(browser_of_clerk: Client) -> None:
    item = make_stock(on_hand=10)
    orders = [
        make_approved_order({item.resource_id: 1}, state=state) for state in ("VA", "TX", "VA")
    ]
    place = {"stage": "allocate", "state": "va"}
    answer = browser_of_clerk.post(bench(orders[0]) + "allocate/", place)
    assert answer.headers["Location"] == bench(orders[2]) + "?stage=allocate&state=VA"


def test_every_stage_is_counted_and_listed(browser_of_clerk: Client) -> None:
    full, empty = make_stock(on_hand=100), make_stock()
    make_order({full.resource_id: 1})
    make_approved_order({full.resource_id: 1})
    waiting = make_approved_order({empty.resource_id: 5})
    with pytest.raises(services.NothingToAllocate):
        services.allocate_order(order_id=waiting.pk, actor=None)
    picking = make_shipment({full.resource_id: 1})
    shipping = make_picked_shipment({full.resource_id: 1})
    page = see(browser_of_clerk, QUEUE)
    for words in ("approve (1)", "allocate (1)", "ordered (1)", "pick (1)", "ship (1)"):
        assert words in page
    page = see(browser_of_clerk, QUEUE + "?stage=back-ordered")
    assert waiting.reference in page
    assert "Still out" in page
    ledger.receive(resource_id=empty.resource_id, quantity=1, document="PO-5")
    assert "Copies have arrived" in see(browser_of_clerk, QUEUE + "?stage=back-ordered")
    assert picking.number in see(browser_of_clerk, QUEUE + "?stage=pick")
    assert shipping.number in see(browser_of_clerk, QUEUE + "?stage=ship")


def test_the_address_narrows_the_queue(browser_of_clerk: Client) -> None:
    item = make_stock(on_hand=10)
    with time_machine.travel("2026-11-01T12:00:00Z", tick=False):
        old = make_order({item.resource_id: 1}, agency="Alder Creek Sheriff", state="MT")
    with time_machine.travel("2026-11-20T12:00:00Z", tick=False):
        new = make_order({item.resource_id: 1}, agency="Bayport Police", state="TX")
        browser_of_clerk.force_login(User.objects.get(username="clerk"))
        for query, shown, hidden in (
            ("agency=alder", old, new),
            ("state=tx", new, old),
            ("age=7", old, new),
            ("stage=approve&agency=bay&state=TX", new, old),
        ):
            page = see(browser_of_clerk, f"{QUEUE}?{query}")
            assert shown.reference in page
            assert hidden.reference not in page
            assert "To approve (1)" in page
        page = see(browser_of_clerk, QUEUE + "?stage=nonsense&age=soon&p=99")
        assert old.reference in page
        assert "Nothing waits here that fits" in see(browser_of_clerk, QUEUE + "?agency=zzz")


def queries(client: Client, address: str) -> int:
    client.get(address)  # sessions, content types and the like are warm afterwards
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


@pytest.mark.parametrize("stage", ["approve", "allocate", "back-ordered", "pick", "ship"])
def test_the_queue_costs_the_same_whatever_its_length(browser_of_clerk: Client, stage: str) -> None:
    item, empty = make_stock(on_hand=500), make_stock()
    makers: dict[str, Callable[..., object]] = {
        "approve": make_order,
        "allocate": make_approved_order,
        "back-ordered": lambda wanted: services.allocate_order(
            order_id=make_approved_order({**wanted, empty.resource_id: 1}).pk, actor=None
        ),
        "pick": make_shipment,
        "ship": make_picked_shipment,
    }
    makers[stage]({item.resource_id: 1})
    one = queries(browser_of_clerk, f"{QUEUE}?stage={stage}")
    for _ in range(15):
        makers[stage]({item.resource_id: 1})
    assert queries(browser_of_clerk, f"{QUEUE}?stage={stage}") == one <= 16


def test_the_workbench_costs_the_same_however_many_lines(browser_of_clerk: Client) -> None:
    small = make_shipment({make_stock(on_hand=5).resource_id: 1})
    large = make_shipment({make_stock(on_hand=5).resource_id: 1 for _ in range(25)})
    one = queries(browser_of_clerk, bench(small.order))
    assert queries(browser_of_clerk, bench(large.order)) == one <= 20


def test_an_empty_shelf_is_told_and_the_order_waits(browser_of_clerk: Client) -> None:
    order = make_approved_order({make_stock().resource_id: 5})
    page = press(browser_of_clerk, bench(order) + "allocate/")
    assert f"No copies could be set aside for order {order.reference}: 5 copies wait" in page


def test_who_comes_second_is_told_who_was_first(browser_of_clerk: Client) -> None:
    shipment = make_picked_shipment({make_stock(on_hand=9).resource_id: 1})
    services.ship_shipment(
        shipment_id=shipment.pk, actor=make_clerk("ana"), carrier="other", tracking_number=""
    )
    page = press(
        browser_of_clerk,
        of_shipment("ship", shipment),
        carrier="ups",
        tracking_number="1Z999AA10123456784",
    )
    assert "A shipment that is “Shipped” cannot become “Shipped”" in page
    assert "by ana" in page
    page = press(browser_of_clerk, bench(shipment.order) + "allocate/")
    assert f"{shipment.order.reference}: An order that is “Completed”" in page


@pytest.mark.parametrize(
    ("carrier", "number", "doubt"),
    [
        ("ups", "12345", "“12345” does not look like a tracking number of UPS"),
        ("usps", "1Z999AA10123456784", "does not look like a tracking number of USPS"),
        ("fedex", "", "There is no tracking number."),
    ],
)
def test_a_doubtful_tracking_number_is_asked_about_once(
    browser_of_clerk: Client, carrier: str, number: str, doubt: str
) -> None:
    shipment = make_picked_shipment({make_stock(on_hand=9).resource_id: 1})
    data = {"carrier": carrier, "tracking_number": number}
    page = press(browser_of_clerk, of_shipment("ship", shipment), **data)
    assert doubt in page
    assert f'value="{number}"' in page or not number
    shipment.refresh_from_db()
    assert shipment.state == ShipmentState.PICKED
    press(browser_of_clerk, of_shipment("ship", shipment), **data, confirmed="on")
    shipment.refresh_from_db()
    assert (shipment.state, shipment.tracking_number) == (ShipmentState.SHIPPED, number)


@pytest.mark.parametrize(
    ("carrier", "number"),
    [
        ("usps", "9400 1000 0000 0000 0000 00"),
        ("usps", "LZ123456789US"),
        ("ups", "1Z-999AA1-0123456784"),
        ("fedex", "123456789012"),
        ("other", ""),
    ],
)
def test_a_number_as_the_carrier_writes_it_is_taken(
    browser_of_clerk: Client, carrier: str, number: str
) -> None:
    shipment = make_picked_shipment({make_stock(on_hand=9).resource_id: 1})
    press(browser_of_clerk, of_shipment("ship", shipment), carrier=carrier, tracking_number=number)
    shipment.refresh_from_db()
    assert shipment.state == ShipmentState.SHIPPED


def test_a_parcel_is_given_up_with_a_reason(browser_of_clerk: Client) -> None:
    shipment = make_picked_shipment({make_stock(on_hand=9).resource_id: 1})
    assert "This field is required" in press(
        browser_of_clerk, of_shipment("cancel_shipment", shipment)
    )
    page = press(browser_of_clerk, of_shipment("cancel_shipment", shipment), reason="torn box")
    assert f"Shipment {shipment} is cancelled" in page
    assert "torn box" in page


def test_an_order_is_declined_with_a_reason(browser_of_clerk: Client) -> None:
    order = make_order({make_stock(on_hand=9).resource_id: 1})
    assert "This field is required" in press(browser_of_clerk, bench(order) + "decline/")
    page = press(browser_of_clerk, bench(order) + "decline/", reason="outside the United States")
    assert f"Order {order.reference} is declined." in page
    assert "outside the United States" in page


def test_an_order_is_held_once_and_then_decided(browser_of_clerk: Client) -> None:
    order = make_order({make_stock(on_hand=3).resource_id: 1})
    assert "This field is required" in press(browser_of_clerk, bench(order) + "hold/")
    page = press(browser_of_clerk, bench(order) + "hold/", reason="Ask the chief.")
    assert f"Order {order.reference} is held for review." in page
    assert "Ask the chief." in page
    assert "Hold the order" not in page
    assert order.reference in see(browser_of_clerk, QUEUE + "?stage=approve")
    granted = {f"line-{order.lines.get().pk}": "1"}
    page = press(browser_of_clerk, bench(order) + "approve/", **granted)
    assert "only reviewers and managers decide it" in page
    assert "Approve</h2>" not in page
    browser_of_clerk.force_login(make_member("Reviewers"))
    page = press(browser_of_clerk, bench(order) + "approve/", **granted)
    assert f"Order {order.reference} is approved." in page


def test_more_than_requested_cannot_be_approved(browser_of_clerk: Client) -> None:
    order = make_order({make_stock(on_hand=9).resource_id: 3})
    line = order.lines.get()
    page = press(browser_of_clerk, bench(order) + "approve/", **{f"line-{line.pk}": "4"})
    assert "less than or equal to 3" in page
    assert 'value="4"' in page
    page = press(browser_of_clerk, bench(order) + "approve/", **{f"line-{line.pk}": "0"})
    assert "Approve at least one copy" in page


def test_all_that_wait_are_allocated_at_once(browser_of_clerk: Client) -> None:
    item = make_stock(on_hand=2)
    for _ in range(2):
        make_approved_order({item.resource_id: 1})
    address = reverse("fulfillment:allocate_waiting")
    assert "Copies are set aside in 2 shipments." in press(browser_of_clerk, address)
    assert "No copies could be set aside" in press(browser_of_clerk, address)


def test_no_page_with_an_address_is_kept_by_a_browser(browser_of_clerk: Client) -> None:
    shipment = make_shipment({make_stock(on_hand=9).resource_id: 1})
    for address in (QUEUE, bench(shipment.order), of_shipment("packing_slip", shipment)):
        assert "no-store" in browser_of_clerk.get(address).headers["Cache-Control"]


def test_who_saw_a_recipient_is_written_down(client: Client, clerk: User) -> None:
    shipment = make_shipment({make_stock(on_hand=9).resource_id: 1})
    client.force_login(clerk)
    assert "Zoë Łukasiewicz" in see(client, bench(shipment.order))
    client.get(of_shipment("packing_slip", shipment))
    slip, page = AddressAccess.objects.filter(actor=clerk)
    assert (page.purpose, page.page) == ("view", bench(shipment.order))
    assert (slip.purpose, slip.page) == ("slip", of_shipment("packing_slip", shipment))
    assert page.references == slip.references == [shipment.order.reference]


def test_who_may_not_see_recipients_sees_none(client: Client, clerk: User) -> None:
    shipment = make_shipment({make_stock(on_hand=9).resource_id: 1})
    clerk.groups.get().permissions.remove(Permission.objects.get(codename="view_recipient"))
    client.force_login(clerk)
    assert "Zoë" not in see(client, bench(shipment.order))
    assert client.get(of_shipment("packing_slip", shipment)).status_code == 302
    assert not AddressAccess.objects.exists()


def test_an_action_by_address_only_leads_to_the_workbench(browser_of_clerk: Client) -> None:
    shipment = make_picked_shipment({make_stock(on_hand=9).resource_id: 1})
    answer = browser_of_clerk.get(of_shipment("ship", shipment))
    assert answer.headers["Location"] == bench(shipment.order)
    shipment.refresh_from_db()
    assert shipment.state == ShipmentState.PICKED


def test_an_action_is_a_post_with_a_token(clerk: User) -> None:
    order = make_approved_order({make_stock(on_hand=9).resource_id: 1})
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(clerk)
    assert strict.get(bench(order) + "allocate/").status_code == 302
    assert strict.post(bench(order) + "allocate/").status_code == 403
    assert not Shipment.objects.exists()


def test_the_wrong_order_of_a_shipment_is_not_found(browser_of_clerk: Client) -> None:
    shipment = make_shipment({make_stock(on_hand=9).resource_id: 1})
    other = make_order({make_stock().resource_id: 1})
    for action in ("pick", "ship", "cancel_shipment"):
        address = reverse(f"fulfillment:{action}", args=(other.reference, shipment.number))
        assert browser_of_clerk.post(address).status_code == 404
    slip = reverse("fulfillment:packing_slip", args=(other.reference, shipment.number))
    assert browser_of_clerk.get(slip).status_code == 404
    assert browser_of_clerk.get(bench(Order(reference="R-NOBODY"))).status_code == 404


@pytest.mark.parametrize("address", ["orders/%00/", "orders/R-1/shipments/%00/pick/"])
def test_what_is_no_number_is_not_found(browser_of_clerk: Client, address: str) -> None:
    assert browser_of_clerk.get(QUEUE + address).status_code == 404
    assert browser_of_clerk.post(QUEUE + address).status_code == 404


def test_the_review_desk_reads_the_reason_and_the_effect(browser_of_clerk: Client) -> None:
    item = make_stock(on_hand=10)
    QuantityLimit.objects.create(most=5)
    order = make_placed_order(
        (item.resource_id, 8), justification="Academy of eight", needed_by=date(2199, 5, 1)
    )
    page = see(browser_of_clerk, bench(order))
    assert "Reason given: Academy of eight Needed by May 1, 2199." in page
    assert "What each choice would do" in page
    assert "Limits passed" in page
