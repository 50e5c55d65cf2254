"""Parcels that come back: books, order and parcel follow, and nothing comes back twice."""

from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from library.fulfillment import services
from library.fulfillment.enums import ReturnReason
from library.fulfillment.models import Return, Shipment
from library.fulfillment.selectors.parcels import misallocations
from library.fulfillment.services import NothingReturned, Returned, TooManyReturned
from library.fulfillment.states import ShipmentState
from library.inventory.enums import MovementKind
from library.inventory.models import Movement, StockItem
from library.inventory.selectors import discrepancies
from library.orders.enums import EventKind
from library.orders.models import Order
from library.orders.services import AddressGone
from library.orders.states import IllegalChange, OrderState
from tests.factories.fulfillment import make_clerk, make_picked_shipment, make_shipment
from tests.factories.inventory import make_stock
from tests.racing import race

pytestmark = pytest.mark.django_db


def shipped(wanted: dict[int, int]) -> Shipment:
    shipment = make_picked_shipment(wanted)
    return services.ship_shipment(
        shipment_id=shipment.pk, actor=None, carrier="ups", tracking_number=""
    )


def take_back(
    shipment: Shipment, *came: Returned, sends_again: bool = False, key: UUID | None = None
) -> Return:
    lines = dict(zip(shipment.lines.values_list("pk", flat=True), came, strict=False))
    return services.take_back_shipment(
        shipment_id=shipment.pk,
        actor=None,
        lines=lines,
        reason=ReturnReason.REFUSED if sends_again else ReturnReason.SENT_BACK,
        note="",
        sends_again=sends_again,
        key=key or uuid4(),
    )


def balance(item: StockItem) -> tuple[int, int]:
    item.refresh_from_db()
    return item.on_hand, item.allocated


def test_a_part_comes_back_some_of_it_damaged() -> None:
    item, clerk = make_stock(on_hand=10), make_clerk()
    shipment = shipped({item.resource_id: 6})
    back = services.take_back_shipment(
        shipment_id=shipment.pk,
        actor=clerk,
        lines={shipment.lines.get().pk: Returned(shelved=3, damaged=1)},
        reason=ReturnReason.SENT_BACK,
        note="Wet",
        sends_again=False,
        key=uuid4(),
    )
    assert balance(item) == (7, 0)
    moved = Movement.objects.filter(document=back.number).values_list("kind", "quantity")
    assert list(moved) == [(MovementKind.RETURN, 4), (MovementKind.WRITE_OFF, -1)]
    order = shipment.order
    order.refresh_from_db()
    line = order.lines.get()
    assert (order.state, line.shipped, line.returned) == (OrderState.COMPLETED, 6, 4)
    event = order.events.get(kind=EventKind.RETURNED)
    assert event.actor == clerk
    assert event.data == {
        "shipment": shipment.number,
        "return": back.number,
        "reason": "Sent back by the recipient",
        "damaged": {str(line.pk): 1},
        "lines": {str(line.pk): 4},
        "sends_again": False,
    }
    assert discrepancies() == []


def test_a_refused_delivery_is_sent_again_in_a_parcel_of_its_own() -> None:
    item = make_stock(on_hand=6)
    first = shipped({item.resource_id: 6})
    order = first.order
    order.refresh_from_db()
    assert order.completed_at is not None
    take_back(first, Returned(shelved=6), sends_again=True)

    order.refresh_from_db()
    reopened = Order.objects.get(pk=order.pk)
    assert (reopened.state, reopened.completed_at) == (OrderState.IN_FULFILLMENT, None)
    second = order.shipments.get(state=ShipmentState.ALLOCATED)
    assert [line.quantity for line in second.lines.all()] == [6]
    assert misallocations() == []
    services.pick_shipment(shipment_id=second.pk, actor=None)
    services.ship_shipment(shipment_id=second.pk, actor=None, carrier="ups", tracking_number="")
    order.refresh_from_db()
    line = order.lines.get()
    assert (order.state, line.shipped, line.returned) == (OrderState.COMPLETED, 6, 0)
    assert balance(item) == (0, 0)
    assert order.completed_at is not None


def test_what_the_shelf_cannot_send_again_waits() -> None:
    item = make_stock(on_hand=6)
    shipment = shipped({item.resource_id: 6})
    take_back(shipment, Returned(shelved=2, damaged=4), sends_again=True)
    line = shipment.order.lines.get()
    assert (line.shipped, line.allocated, line.back_ordered) == (0, 2, 4)


def test_wholly_damaged_and_sent_again_is_a_back_order() -> None:
    item = make_stock(on_hand=6)
    shipment = shipped({item.resource_id: 6})
    take_back(shipment, Returned(damaged=6), sends_again=True)
    order = shipment.order
    order.refresh_from_db()
    line = order.lines.get()
    assert (order.state, line.back_ordered) == (OrderState.IN_FULFILLMENT, 6)
    assert balance(item) == (0, 0)


def test_no_more_comes_back_than_left() -> None:
    item, other = make_stock(on_hand=6), make_stock(on_hand=6)
    shipment = shipped({item.resource_id: 6, other.resource_id: 2})
    take_back(shipment, Returned(shelved=4))
    with pytest.raises(TooManyReturned) as refusal:
        take_back(shipment, Returned(shelved=2, damaged=1), Returned(shelved=1))
    assert (refusal.value.copies, refusal.value.still_out) == (3, 2)
    with pytest.raises(TooManyReturned):
        take_back(shipment, Returned(shelved=-1))
    with pytest.raises(NothingReturned):
        take_back(shipment, Returned())
    assert (balance(item), balance(other)) == ((4, 0), (4, 0))


def test_the_same_form_twice_is_one_return() -> None:
    item, key = make_stock(on_hand=6), uuid4()
    shipment = shipped({item.resource_id: 6})
    one = take_back(shipment, Returned(shelved=2), key=key)
    assert take_back(shipment, Returned(shelved=2), key=key) == one
    assert balance(item) == (2, 0)


def test_a_parcel_that_has_not_left_cannot_come_back() -> None:
    shipment = make_shipment({make_stock(on_hand=6).resource_id: 6})
    with pytest.raises(IllegalChange, match="To pick"):
        take_back(shipment, Returned(shelved=1))


def test_nothing_is_sent_again_to_an_address_that_was_removed() -> None:
    item = make_stock(on_hand=6)
    shipment = shipped({item.resource_id: 6})
    recipient = shipment.order.recipient
    recipient.anonymized_at = timezone.now()
    recipient.save()
    with pytest.raises(AddressGone):
        take_back(shipment, Returned(shelved=6), sends_again=True)
    assert not Return.objects.exists()
    take_back(shipment, Returned(shelved=6))
    assert balance(item) == (6, 0)


@pytest.mark.django_db(transaction=True)
def test_of_two_clerks_who_take_the_same_copies_back_one_is_told() -> None:
    for _ in range(10):
        item = make_stock(on_hand=6)
        shipment = shipped({item.resource_id: 6})
        outcomes = race(
            lambda: take_back(shipment, Returned(shelved=4)),  # noqa: B023
            lambda: take_back(shipment, Returned(damaged=4)),  # noqa: B023
        )
        assert sum(isinstance(outcome, TooManyReturned) for outcome in outcomes) == 1, outcomes
        assert balance(item) in {(4, 0), (0, 0)}
        assert discrepancies() == []
