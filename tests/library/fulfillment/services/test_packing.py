"""Packing by scanner: every scan one answer, and nothing done twice or by two."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from library.catalog.models import Identifier
from library.fulfillment import services
from library.fulfillment.enums import AnswerKind
from library.fulfillment.models import Packer, Scan, Shipment
from library.fulfillment.states import ShipmentState, WaveState
from library.inventory.models import Movement
from library.orders import services as orders
from library.orders.models import OrderEvent
from tests.factories.fulfillment import make_approved_order, make_clerk, make_shipment
from tests.factories.inventory import make_stock, make_title
from tests.factories.waves import make_wave, parcels_of, scan, scan_all

pytestmark = pytest.mark.django_db

UPS = "1Z999AA10123456784"


@pytest.fixture
def ana() -> User:
    return make_clerk("ana")


def number_of(shipment: Shipment) -> str:
    number = shipment.lines.get().order_line.resource.product_number
    assert number is not None
    return number


def packed(shipment: Shipment) -> int:
    return shipment.lines.get().packed


def test_a_parcel_is_packed_and_shipped_by_scans_alone(ana: User) -> None:
    item = make_stock(on_hand=9)
    shipment = make_shipment({item.resource_id: 2})
    number = number_of(shipment)
    kinds = scan_all(ana, shipment.number, number, number, UPS)
    assert kinds == ["opened", "packed", "complete", "shipped"]
    shipment.refresh_from_db()
    assert (shipment.state, shipment.carrier, shipment.tracking_number) == ("shipped", "ups", UPS)
    assert shipment.shipped_by == ana
    item.refresh_from_db()
    assert (item.on_hand, item.allocated) == (7, 0)
    kinds = list(OrderEvent.objects.filter(order=shipment.order).values_list("kind", flat=True))
    assert kinds[-3:] == ["picked", "shipped", "completed"]


@pytest.mark.parametrize("code", ["cops-t77", " COPS T77 ", "copst77", "9780160927126",
                                  "978-0-16-092712-6", "978016092712651999"])  # fmt: skip
def test_an_item_is_known_by_each_of_its_numbers(ana: User, code: str) -> None:
    title = make_title(product_number="COPS-T77")
    Identifier.objects.create(resource=title, scheme="isbn", value="978-0-16-092712-6")
    shipment = make_shipment({make_stock(on_hand=9, resource=title).resource_id: 1})
    assert scan_all(ana, shipment.number, code) == ["opened", "complete"]


def test_each_mistake_has_an_answer_of_its_own(ana: User) -> None:
    shipment = make_shipment({make_stock(on_hand=9).resource_id: 2})
    left = make_shipment({make_stock(on_hand=9).resource_id: 1})
    given_up = make_shipment({make_stock(on_hand=9).resource_id: 1})
    services.cancel_shipment(shipment_id=given_up.pk, actor=ana, reason="torn box")
    scan_all(ana, left.number, number_of(left), "CMD-SHIP")
    other = make_title(title="Another book")
    number = number_of(shipment)
    scan_all(ana, shipment.number, number, number)
    for code, kind, words in (
        (str(other.product_number), AnswerKind.WRONG_ITEM, "“Another book” does not belong"),
        (number, AnswerKind.TOO_MANY, "All 2 of"),
        (left.number, AnswerKind.NOT_NOW, "is not finished"),
        ("4006381333931", AnswerKind.UNKNOWN, "not known"),
        ("$A-01", AnswerKind.NOT_NOW, "label of a bin"),
        ("S-NOSUCHNO", AnswerKind.UNKNOWN, "not known"),
    ):
        answer = scan(ana, code)
        assert (answer.kind, words in answer.text) == (kind, True), answer.text
        assert packed(shipment) == 2
    scan(ana, "CMD-PARK")
    answer = scan(ana, left.number)
    assert answer.kind == AnswerKind.ALREADY_SHIPPED
    assert "by ana" in answer.text
    assert scan(ana, left.order.reference).kind == AnswerKind.ALREADY_SHIPPED
    answer = scan(ana, given_up.number)
    assert answer.kind == AnswerKind.CANCELLED
    assert "torn box" in answer.text
    assert scan(ana, number).kind == AnswerKind.NOT_NOW
    assert "No parcel is open" in Scan.objects.latest("scanned_at").text


def test_an_order_that_was_cancelled_is_told(ana: User) -> None:
    order = make_approved_order({make_stock().resource_id: 1})
    assert scan(ana, order.reference).kind == AnswerKind.NOT_NOW
    orders.cancel_order(order_id=order.pk, actor=None, reason="withdrawn")
    assert scan(ana, order.reference).kind == AnswerKind.CANCELLED
    assert scan(ana, "R-NOBODY22").kind == AnswerKind.UNKNOWN


def test_what_nothing_knows_is_not_kept(ana: User) -> None:
    scan(ana, "ROSALIND QUINTANILLA 1400 QUARTERDECK LANE")
    kept = Scan.objects.get()
    assert (kept.kind, kept.code) == (AnswerKind.UNKNOWN, "")
    assert "QUINT" not in kept.text.upper()


def test_a_replayed_scan_changes_nothing_and_is_answered_the_same(ana: User) -> None:
    shipment = make_shipment({make_stock(on_hand=9).resource_id: 3})
    scan(ana, shipment.number)
    key = uuid4()
    first = scan(ana, number_of(shipment), key=key)
    assert packed(shipment) == 1
    scan(ana, number_of(shipment))
    again = scan(ana, number_of(shipment), key=key)
    assert (again.kind, again.text, again.pk) == (first.kind, first.text, first.pk)
    assert packed(shipment) == 2
    assert Scan.objects.count() == 3


def test_the_key_of_somebody_elses_scan_is_refused(ana: User) -> None:
    key = uuid4()
    scan(ana, "CMD-UPS", key=key)
    with pytest.raises(services.ForeignScan):
        scan(make_clerk("bo"), "CMD-UPS", key=key)


def test_copies_are_counted_at_once(ana: User) -> None:
    shipment = make_shipment({make_stock(on_hand=50).resource_id: 12})
    number = number_of(shipment)
    assert scan_all(ana, shipment.number, "CMD-X10", number) == ["opened", "noted", "packed"]
    assert packed(shipment) == 10
    # The count held for one scan only.
    assert (scan(ana, number).kind, packed(shipment)) == ("packed", 11)
    answer = [scan(ana, code) for code in ("*5", number)][-1]
    assert (answer.kind, packed(shipment)) == (AnswerKind.TOO_MANY, 11)
    assert "5 were counted and 1 are missing" in answer.text
    assert scan_all(ana, "*0", number) == ["not_now", "complete"]


def test_the_last_scan_is_taken_back_whole_and_once(ana: User) -> None:
    shipment = make_shipment({make_stock(on_hand=50).resource_id: 9})
    number = number_of(shipment)
    scan_all(ana, shipment.number, number, "CMD-X5", number)
    assert (scan(ana, "CMD-UNDO").kind, packed(shipment)) == ("undone", 1)
    assert (scan(ana, "CMD-UNDO").kind, packed(shipment)) == ("undone", 0)
    assert (scan(ana, "CMD-UNDO").kind, packed(shipment)) == ("not_now", 0)


def test_a_parcel_leaves_only_with_every_copy(ana: User) -> None:
    shipment = make_shipment({make_stock(on_hand=9).resource_id: 2})
    scan_all(ana, shipment.number, number_of(shipment))
    for code in ("CMD-SHIP", UPS):
        answer = scan(ana, code)
        assert (answer.kind, "1 copies" in answer.text) == (AnswerKind.NOT_NOW, True)
    shipment.refresh_from_db()
    assert shipment.state == ShipmentState.ALLOCATED
    assert not Movement.objects.filter(kind="shipment").exists()


def test_the_usual_carrier_is_the_one_last_chosen(ana: User) -> None:
    shipment = make_shipment({make_stock(on_hand=9).resource_id: 1})
    scan_all(ana, "CMD-FEDEX", shipment.number, number_of(shipment), "CMD-SHIP")
    shipment.refresh_from_db()
    assert (shipment.carrier, shipment.tracking_number) == ("fedex", "")


def test_somebody_elses_parcel_is_refused_until_they_have_left_it(ana: User) -> None:
    bo = make_clerk("bo")
    shipment = make_shipment({make_stock(on_hand=9).resource_id: 2})
    with time_machine.travel("2026-11-20T12:00:00Z", tick=False):
        scan_all(ana, shipment.number, number_of(shipment))
        answer = scan(bo, shipment.number)
        assert answer.kind == AnswerKind.TAKEN
        assert "ana packs" in answer.text
    with time_machine.travel("2026-11-20T12:16:00Z", tick=False):
        assert scan_all(bo, shipment.number, number_of(shipment)) == ["opened", "complete"]
        assert scan(ana, number_of(shipment)).kind == AnswerKind.NOT_NOW


def test_a_parcel_put_aside_is_free_and_keeps_what_is_in_it(ana: User) -> None:
    shipment = make_shipment({make_stock(on_hand=9).resource_id: 2})
    scan_all(ana, shipment.number, number_of(shipment), "CMD-PARK")
    assert scan_all(make_clerk("bo"), shipment.number, number_of(shipment), "CMD-SHIP") == [
        "opened",
        "complete",
        "shipped",
    ]


def test_an_order_closed_meanwhile_stops_the_packer(ana: User) -> None:
    shipment = make_shipment({make_stock(on_hand=9).resource_id: 2})
    scan_all(ana, shipment.number, number_of(shipment))
    services.cancel_shipment(shipment_id=shipment.pk, actor=None, reason="withdrawn")
    answer = scan(ana, number_of(shipment))
    assert answer.kind == AnswerKind.CANCELLED
    assert scan(ana, number_of(shipment)).kind == AnswerKind.NOT_NOW


def test_a_wave_is_packed_parcel_by_parcel_until_it_is_closed(ana: User) -> None:
    item = make_stock(on_hand=9)
    wave = make_wave({item.resource_id: 1}, {item.resource_id: 1}, {item.resource_id: 1})
    first, second, third = parcels_of(wave)
    number = number_of(first)
    assert scan(ana, wave.number).shipment == first
    answer = [scan(ana, code) for code in (number, "CMD-SHIP")][-1]
    assert f"Next: {second}, place 2" in answer.text
    assert scan_all(make_clerk("bo"), wave.number, number) == ["opened", "complete"]
    answer = [scan(ana, code) for code in (number, "CMD-SHIP")][-1]
    assert "Others pack the rest" in answer.text
    assert scan(ana, wave.number).kind == AnswerKind.TAKEN
    answer = scan(User.objects.get(username="bo"), "CMD-SHIP")
    assert f"Wave {wave} is packed." in answer.text
    third.refresh_from_db()
    wave.refresh_from_db()
    assert (third.state, wave.state) == (ShipmentState.SHIPPED, WaveState.PACKED)
    assert scan(ana, wave.number).kind == AnswerKind.NOT_NOW


def test_the_slip_is_of_the_parcel_in_hand(ana: User) -> None:
    item = make_stock(on_hand=9)
    first, second = parcels_of(make_wave({item.resource_id: 1}, {item.resource_id: 2}))
    assert scan(ana, "CMD-SLIP").kind == AnswerKind.NOT_NOW
    scan_all(ana, first.number, number_of(first))
    assert scan(ana, "CMD-SLIP").shipment == first
    scan(ana, "CMD-SHIP")
    assert scan(ana, "CMD-SLIP").shipment == first
    scan(ana, number_of(second))
    assert scan(ana, "CMD-SLIP").shipment == second


def test_a_scan_costs_few_statements(ana: User) -> None:
    wanted = {make_stock(on_hand=9).resource_id: 2 for _ in range(12)}
    shipment = make_shipment(wanted)
    scan(ana, shipment.number)
    number = str(shipment.lines.first().order_line.resource.product_number)  # type: ignore[union-attr]
    with CaptureQueriesContext(connection) as captured:
        assert scan(ana, number).kind == AnswerKind.PACKED
    assert len(captured) <= 12


def test_a_packer_stands_at_one_parcel(ana: User) -> None:
    first, second = (make_shipment({make_stock(on_hand=9).resource_id: 1}) for _ in range(2))
    assert scan_all(ana, first.number, second.number) == ["opened", "opened"]
    packer = Packer.objects.get()
    assert packer.shipment == second
    assert packer.scanned_at is not None
    assert packer.scanned_at > timezone.now() - timedelta(minutes=1)
