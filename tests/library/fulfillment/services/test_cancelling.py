"""Given up at every stage: an order, some copies of a line, and whatever parcel holds them."""

from collections.abc import Callable
from functools import partial

import pytest
import time_machine

from library.fulfillment import services
from library.fulfillment.selectors.parcels import misallocations
from library.fulfillment.states import ShipmentState
from library.inventory import ledger
from library.inventory.models import StockItem
from library.orders.enums import EventKind
from library.orders.models import Order
from library.orders.services import (
    ImpossibleQuantity,
    MissingReason,
    NothingCancelled,
    approve_order,
    hold_order,
)
from library.orders.services.lines import open_copies
from library.orders.states import IllegalChange, OrderState
from tests.factories.fulfillment import (
    make_approved_order,
    make_clerk,
    make_order,
    make_picked_shipment,
    make_shipment,
)
from tests.factories.inventory import make_stock
from tests.racing import race

pytestmark = pytest.mark.django_db


def held(order: Order) -> Order:
    return hold_order(order_id=order.pk, actor=None, reason="Large.")


STAGES: dict[str, Callable[[dict[int, int]], Order]] = {
    "placed": make_order,
    "in review": lambda wanted: held(make_order(wanted)),
    "approved": make_approved_order,
    "allocated": lambda wanted: make_shipment(wanted).order,
    "picked": lambda wanted: make_picked_shipment(wanted).order,
}


def balance(item: StockItem) -> tuple[int, int]:
    item.refresh_from_db()
    return item.on_hand, item.allocated


def ship(order: Order) -> None:
    parcel = order.shipments.latest("pk")
    services.ship_shipment(shipment_id=parcel.pk, actor=None, carrier="ups", tracking_number="")


@pytest.mark.parametrize("stage", STAGES)
def test_an_order_is_given_up_in_one_step_at_every_stage(stage: str) -> None:
    item, clerk = make_stock(on_hand=10), make_clerk()
    order = STAGES[stage]({item.resource_id: 4})
    order = services.cancel_order(order_id=order.pk, actor=clerk, reason="The class is off.")
    assert order.state == OrderState.CANCELLED
    assert order.completed_at is not None
    assert balance(item) == (10, 0)
    assert order.lines.get().cancelled == 4
    event = order.events.get(kind=EventKind.CANCELLED)
    assert (event.actor, event.data["reason"]) == (clerk, "The class is off.")
    assert not order.shipments.exclude(state=ShipmentState.CANCELLED).exists()
    with pytest.raises(IllegalChange):
        services.cancel_order(order_id=order.pk, actor=clerk, reason="Again.")


@pytest.mark.parametrize("stage", STAGES)
def test_single_lines_are_given_up_at_every_stage_and_the_rest_goes_its_way(stage: str) -> None:
    one, other = make_stock(on_hand=10), make_stock(on_hand=10)
    order = STAGES[stage]({one.resource_id: 4, other.resource_id: 3})
    first, second = order.lines.order_by("pk")
    order.refresh_from_db()
    state = order.state

    services.cancel_lines(
        order_id=order.pk, actor=None, quantities={first.pk: 4, second.pk: 1}, reason="Fewer."
    )
    order.refresh_from_db()
    assert order.state == state
    first, second = order.lines.order_by("pk")
    assert (first.cancelled, second.cancelled) == (4, 1)
    assert misallocations() == []
    data = order.events.get(kind=EventKind.CANCELLED).data
    assert data == {"reason": "Fewer.", "lines": {str(first.pk): 4, str(second.pk): 1}}

    if state in {OrderState.PLACED, OrderState.IN_REVIEW}:
        approve_order(order_id=order.pk, actor=None)
    if not order.shipments.exists():
        services.allocate_order(order_id=order.pk, actor=None)
    if order.shipments.get().state == ShipmentState.ALLOCATED:
        services.pick_shipment(shipment_id=order.shipments.get().pk, actor=None)
    ship(order)
    order.refresh_from_db()
    assert order.state == OrderState.COMPLETED
    assert (balance(one), balance(other)) == ((10, 0), (8, 0))


def test_copies_on_back_order_go_before_those_in_a_parcel() -> None:
    item = make_stock(on_hand=4)
    shipment = make_shipment({item.resource_id: 6})
    line = shipment.order.lines.get()
    services.cancel_lines(
        order_id=shipment.order_id, actor=None, quantities={line.pk: 3}, reason="Fewer."
    )
    line.refresh_from_db()
    assert (line.allocated, line.back_ordered, line.cancelled) == (3, 0, 3)
    assert [part.quantity for part in shipment.lines.all()] == [3]
    assert balance(item) == (4, 3)


def test_the_newest_parcel_is_thinned_out_first_and_given_up_when_it_is_empty() -> None:
    item = make_stock(on_hand=2)
    with time_machine.travel("2026-03-02 09:00Z", tick=False):
        old = make_picked_shipment({item.resource_id: 5})
        ledger.receive(resource_id=item.resource_id, quantity=3, document="DN-2")
        new = services.allocate_order(order_id=old.order_id, actor=None)
    line = old.order.lines.get()
    services.cancel_lines(
        order_id=old.order_id, actor=None, quantities={line.pk: 4}, reason="Fewer."
    )
    old.refresh_from_db()
    new.refresh_from_db()
    assert (new.state, new.cancel_reason) == (ShipmentState.CANCELLED, "Fewer.")
    assert old.state == ShipmentState.PICKED
    assert [(part.quantity, part.picked) for part in old.lines.all()] == [(1, 1)]
    assert balance(item) == (5, 1)
    released = old.order.events.filter(kind=EventKind.RELEASED)
    assert [event.data["shipment"] for event in released] == [new.number, old.number]


def test_what_has_left_stays_shipped_and_the_rest_is_given_up() -> None:
    item = make_stock(on_hand=4)
    order = make_picked_shipment({item.resource_id: 6}).order
    ship(order)
    line = order.lines.get()
    with pytest.raises(ImpossibleQuantity):
        services.cancel_lines(
            order_id=order.pk, actor=None, quantities={line.pk: 3}, reason="Fewer."
        )
    order = services.cancel_order(order_id=order.pk, actor=None, reason="No reprint.")
    line.refresh_from_db()
    assert (order.state, line.shipped, line.cancelled) == (OrderState.COMPLETED, 4, 2)


def test_a_refusal_changes_nothing() -> None:
    item = make_stock(on_hand=4)
    shipment = make_shipment({item.resource_id: 4})
    line = shipment.order.lines.get()
    cancel_lines = partial(services.cancel_lines, order_id=shipment.order_id, actor=None)
    with pytest.raises(MissingReason):
        services.cancel_order(order_id=shipment.order_id, actor=None, reason=" ")
    with pytest.raises(NothingCancelled):
        cancel_lines(quantities={line.pk: 0}, reason="Fewer.")
    with pytest.raises(ImpossibleQuantity):
        cancel_lines(quantities={line.pk: 5}, reason="Fewer.")
    shipment.refresh_from_db()
    assert shipment.state == ShipmentState.ALLOCATED
    assert balance(item) == (4, 4)


@pytest.mark.django_db(transaction=True)
def test_giving_an_order_up_while_its_parcel_leaves_is_one_of_them() -> None:
    for _ in range(10):
        one, other = make_stock(on_hand=9), make_stock(on_hand=9)
        order = make_picked_shipment({one.resource_id: 4, other.resource_id: 2}).order
        outcomes = race(
            lambda: ship(order),  # noqa: B023
            lambda: services.cancel_order(order_id=order.pk, actor=None, reason="No."),  # noqa: B023
        )
        assert sum(isinstance(outcome, IllegalChange) for outcome in outcomes) == 1, outcomes
        assert (balance(one), balance(other)) in {((5, 0), (7, 0)), ((9, 0), (9, 0))}
        assert not any(open_copies(line) for line in order.lines.all())
