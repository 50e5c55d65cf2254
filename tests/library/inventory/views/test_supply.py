"""Pages for what is on order, what arrives, and what is handed out at an event."""

from datetime import date
from html import unescape
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from library.inventory import ledger
from library.inventory.enums import MovementKind
from library.inventory.models import ExpectedReceipt, Movement, StockItem
from library.inventory.selectors import expected_receipts
from tests.factories.fulfillment import make_clerk, make_editor
from tests.factories.inventory import make_stock, make_title

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(client: Client) -> Client:
    client.force_login(make_clerk())
    return client


def text(answer: object) -> str:
    return " ".join(unescape(answer.content.decode()).split())  # type: ignore[attr-defined]


def expected(item: StockItem, on: date = date(2199, 5, 4)) -> ExpectedReceipt:
    return ledger.expect(resource_id=item.resource_id, copies=100, document="PO-17", expected_on=on)


def test_a_clerk_writes_down_what_is_on_order_and_receives_it_in_parts(clerk: Client) -> None:
    item = make_stock()
    data = {"document": "PO-17", "copies": "100", "expected_on": "2199-05-04", "key": str(uuid4())}
    page = text(clerk.post(reverse("stock:expect", args=(item.pk,)), data, follow=True))
    assert "100 copies are expected on PO-17." in page
    assert "May 4, 2199" in page

    receive = reverse("stock:entry", args=(item.pk, "receive"))
    page = text(clerk.get(receive))
    assert "PO-17: 100 of 100 still to come, May 4, 2199" in page
    receipt = ExpectedReceipt.objects.get()
    data = {"expected": str(receipt.pk), "quantity": "30", "document": "DN-1", "key": str(uuid4())}
    clerk.post(receive, data)
    assert expected_receipts().get().due == 70  # type: ignore[attr-defined]
    assert "PO-17: 70 of 100" in text(clerk.get(receive))


def test_late_receipts_are_seen_changed_and_given_up(clerk: Client) -> None:
    item = make_stock()
    with time_machine.travel("2026-04-15 15:00Z", tick=False):
        receipt = expected(item, on=date(2026, 4, 1))
        client_page = clerk.get(reverse("stock:expected"), {"show": "late"})
    page = text(client_page)
    assert "Late (1)" in page
    assert "<strong>Late</strong>" in page
    data = {"copies": "80", "expected_on": "2199-01-02", "note": "New date from the printer"}
    clerk.post(reverse("stock:reschedule", args=(receipt.pk,)), data)
    assert "Late (0)" in text(clerk.get(reverse("stock:expected")))

    give_up = reverse("stock:give_up", args=(receipt.pk,))
    assert "This field is required" in text(clerk.post(give_up, {"reason": ""}))
    page = text(clerk.post(give_up, {"reason": "Printer closed"}, follow=True))
    assert "No more copies are expected on PO-17." in page
    assert "Nothing more of this title is expected" in text(clerk.post(give_up, {"reason": "x"}))
    assert "Given up: Printer closed" in text(clerk.get(reverse("stock:expected"), {"show": "all"}))


EVENT = {"name": "Spring forum", "held_on": "2026-04-02", "place": "Reno, NV"}


def test_an_event_shows_what_it_will_do_and_then_does_it(clerk: Client) -> None:
    one = make_stock(on_hand=9, resource=make_title(product_number="COPS-E1"))
    other = make_stock(on_hand=9, resource=make_title(product_number="COPS-E2"))
    data = EVENT | {"copies": "cops-e1 2\n\nCOPS-E2 3\nCOPS-E1 2", "key": str(uuid4())}
    page = text(clerk.post(reverse("stock:event"), data))
    assert "What this will do" in page
    assert "<td>9</td> <td>4</td> <td>5</td>" in page
    assert not Movement.objects.filter(kind=MovementKind.HAND_OUT).exists()

    data["confirmed"] = "yes"
    page = text(clerk.post(reverse("stock:event"), data, follow=True))
    assert "7 copies of 2 titles were handed out: Spring forum, Reno, NV, April 2, 2026." in page
    clerk.post(reverse("stock:event"), data)
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.on_hand, other.on_hand) == (5, 6)


def test_what_is_wrong_with_an_event_is_said_by_the_line(clerk: Client) -> None:
    make_stock(on_hand=9, resource=make_title(product_number="COPS-E1"))
    data = EVENT | {"copies": "COPS-E1\nCOPS-NO 4\nCOPS-E1 0", "key": str(uuid4())}
    page = text(clerk.post(reverse("stock:event"), data))
    assert "Line 1: end it with a number of copies above zero." in page
    assert "Line 2: no stock item has the product number “COPS-NO”." in page
    assert "Line 3: end it" in page
    assert "COPS-NO 4" in page  # nothing typed is lost

    data |= {"copies": "COPS-E1 10", "confirmed": "yes"}
    assert "Only 9 are free: write fewer." in text(clerk.post(reverse("stock:event"), data))
    data |= {"held_on": "2199-01-01"}
    assert "when the event is over" in text(clerk.post(reverse("stock:event"), data))
    assert not Movement.objects.filter(kind=MovementKind.HAND_OUT).exists()


def test_nobody_else_may(client: Client) -> None:
    item = make_stock()
    receipt = expected(item)
    client.force_login(make_editor())
    for address in (
        reverse("stock:expected"),
        reverse("stock:event"),
        reverse("stock:expect", args=(item.pk,)),
        reverse("stock:reschedule", args=(receipt.pk,)),
        reverse("stock:give_up", args=(receipt.pk,)),
    ):
        assert client.get(address).headers.get("Location") == "/admin/"
        assert client.post(address).status_code in {302, 405}
    assert ExpectedReceipt.objects.get().closed_at is None


def test_bins_are_sorted_as_a_picker_walks() -> None:
    for label in ("A-10", "A-2", "B-1"):
        make_stock(bin_location=label)
    bins = StockItem.objects.order_by("bin_sort").values_list("bin_location", flat=True)
    assert list(bins) == ["A-2", "A-10", "B-1"]
    assert StockItem.objects.filter(bin_location__istartswith="a-").count() == 2


def test_the_home_page_says_what_is_low_and_late(clerk: Client) -> None:
    item = make_stock(on_hand=3)
    ledger.describe_item(
        resource_id=item.resource_id,
        bin_location="A",
        buffer=0,
        weight_grams=None,
        reorder_point=5,
    )
    expected(item, on=date(2026, 4, 1))
    page = text(clerk.get("/admin/"))
    assert "1 at the reorder point" in page
    assert "1 late" in page
