"""From approval to parcel: stock, lines, states and events move together, or not at all."""

from collections.abc import Callable

import pytest
import time_machine

from library.fulfillment import services
from library.fulfillment.models import Shipment
from library.fulfillment.services import NothingToAllocate
from library.fulfillment.states import ShipmentState
from library.inventory import ledger
from library.inventory.models import Movement, StockItem
from library.orders.enums import EventKind
from library.orders.models import Order, OrderLine
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


def balance(item: StockItem) -> tuple[int, int]:
    item.refresh_from_db()
    return item.on_hand, item.allocated


def line(order: Order) -> dict[str, int]:
    """Return the quantities of an order's only line, without the zeros."""
    row = OrderLine.objects.get(order=order)
    names = ("approved", "allocated", "shipped", "back_ordered", "cancelled")
    return {name: getattr(row, name) for name in names if getattr(row, name)}


def ship(shipment: Shipment) -> Shipment:
    return services.ship_shipment(
        shipment_id=shipment.pk, actor=None, carrier="ups", tracking_number="1Z999AA10123456784"
    )


def test_from_approval_to_parcel() -> None:
    item, clerk = make_stock(on_hand=10), make_clerk()
    order = make_approved_order({item.resource_id: 4})
    shipment = services.allocate_order(order_id=order.pk, actor=clerk)
    assert shipment.state == ShipmentState.ALLOCATED
    assert shipment.number.startswith("S-")
    assert [row.quantity for row in shipment.lines.all()] == [4]
    assert (balance(item), line(order)) == ((10, 4), {"approved": 4, "allocated": 4})

    shipment = services.pick_shipment(shipment_id=shipment.pk, actor=clerk)
    assert shipment.state == ShipmentState.PICKED
    assert [row.picked for row in shipment.lines.all()] == [4]

    with time_machine.travel("2026-11-30T15:00:00Z", tick=False):
        shipment = services.ship_shipment(
            shipment_id=shipment.pk, actor=clerk, carrier="usps", tracking_number=" 9400 1 "
        )
    assert (shipment.state, shipment.tracking_number) == (ShipmentState.SHIPPED, "9400 1")
    assert shipment.shipped_by == clerk
    assert (balance(item), line(order)) == ((6, 0), {"approved": 4, "shipped": 4})
    movement = Movement.objects.get(kind="shipment")
    assert (movement.document, movement.quantity) == (shipment.number, -4)
    assert (movement.recorded_by, movement.occurred_at) == (clerk, shipment.shipped_at)
    order.refresh_from_db()
    assert order.state == OrderState.COMPLETED
    assert list(order.events.values_list("kind", flat=True)) == [
        EventKind.APPROVED,
        EventKind.ALLOCATED,
        EventKind.PICKED,
        EventKind.SHIPPED,
        EventKind.COMPLETED,
    ]


def test_what_the_shelf_lacks_waits_and_is_filled_when_copies_arrive() -> None:
    item = make_stock(on_hand=3)
    order = make_approved_order({item.resource_id: 5})
    first = services.allocate_order(order_id=order.pk, actor=None)
    assert line(order) == {"approved": 5, "allocated": 3, "back_ordered": 2}
    ship(services.pick_shipment(shipment_id=first.pk, actor=None))
    order.refresh_from_db()
    assert order.state == OrderState.IN_FULFILLMENT

    ledger.receive(resource_id=item.resource_id, quantity=10, document="PO-2")
    second = services.allocate_order(order_id=order.pk, actor=None)
    assert line(order) == {"approved": 5, "allocated": 2, "shipped": 3}
    ship(services.pick_shipment(shipment_id=second.pk, actor=None))
    order.refresh_from_db()
    assert (order.state, line(order)) == (OrderState.COMPLETED, {"approved": 5, "shipped": 5})
    assert balance(item) == (8, 0)


def test_an_empty_shelf_puts_everything_on_back_order_and_says_so_once() -> None:
    item = make_stock()
    order = make_approved_order({item.resource_id: 5})
    for _ in range(2):
        with pytest.raises(NothingToAllocate, match="5 copies wait") as refusal:
            services.allocate_order(order_id=order.pk, actor=None)
        assert refusal.value.back_ordered == 5
    order.refresh_from_db()
    assert (order.state, line(order)) == (
        OrderState.IN_FULFILLMENT,
        {"approved": 5, "back_ordered": 5},
    )
    assert order.events.filter(kind=EventKind.BACK_ORDERED).count() == 1
    assert not Shipment.objects.exists()


def test_an_order_fully_allocated_has_nothing_to_allocate() -> None:
    item = make_stock(on_hand=9)
    shipment = make_shipment({item.resource_id: 4})
    with pytest.raises(NothingToAllocate, match="nothing waits"):
        services.allocate_order(order_id=shipment.order_id, actor=None)
    assert (balance(item), Shipment.objects.count()) == ((9, 4), 1)


def test_an_order_not_approved_is_not_allocated() -> None:
    item = make_stock(on_hand=9)
    order = make_order({item.resource_id: 4})
    with pytest.raises(IllegalChange, match="Placed"):
        services.allocate_order(order_id=order.pk, actor=None)
    assert balance(item) == (9, 0)


def test_the_order_placed_first_gets_the_copies() -> None:
    item = make_stock(on_hand=5)
    with time_machine.travel("2026-11-02T12:00:00Z", tick=False):
        later = make_approved_order({item.resource_id: 4})
    with time_machine.travel("2026-11-01T12:00:00Z", tick=False):
        first = make_approved_order({item.resource_id: 4})
    shipments = services.allocate_waiting(actor=None)
    assert [shipment.order for shipment in shipments] == [first, later]
    assert line(first) == {"approved": 4, "allocated": 4}
    assert line(later) == {"approved": 4, "allocated": 1, "back_ordered": 3}
    assert services.allocate_waiting(actor=None) == []


def test_shipping_twice_is_refused_with_who_and_when() -> None:
    item, clerk = make_stock(on_hand=10), make_clerk("ana")
    shipment = make_picked_shipment({item.resource_id: 4})
    with time_machine.travel("2026-11-30T15:30:00Z", tick=False):
        services.ship_shipment(
            shipment_id=shipment.pk, actor=clerk, carrier="ups", tracking_number="1Z"
        )
    with pytest.raises(IllegalChange, match=r"Shipped.*Nov\. 30, 2026, 10:30, by ana"):
        ship(shipment)
    assert balance(item) == (6, 0)
    assert Movement.objects.filter(kind="shipment").count() == 1
    assert Shipment.objects.get().tracking_number == "1Z"


def test_a_parcel_is_picked_before_it_is_shipped() -> None:
    item = make_stock(on_hand=10)
    shipment = make_shipment({item.resource_id: 4})
    with pytest.raises(IllegalChange, match="To pick"):
        ship(shipment)
    assert balance(item) == (10, 4)


@pytest.mark.parametrize("make", [make_shipment, make_picked_shipment])
def test_a_parcel_given_up_frees_its_copies(make: Callable[..., Shipment]) -> None:
    item = make_stock(on_hand=10)
    shipment = make({item.resource_id: 4})
    cancelled = services.cancel_shipment(
        shipment_id=shipment.pk, actor=None, reason="box was damaged"
    )
    assert (cancelled.state, cancelled.cancel_reason) == (
        ShipmentState.CANCELLED,
        "box was damaged",
    )
    assert (balance(item), line(shipment.order)) == ((10, 0), {"approved": 4})
    again = services.allocate_order(order_id=shipment.order_id, actor=None)
    assert (again.pk != shipment.pk, balance(item)) == (True, (10, 4))


def test_a_shipped_parcel_cannot_be_given_up() -> None:
    item = make_stock(on_hand=10)
    shipment = ship(make_picked_shipment({item.resource_id: 4}))
    with pytest.raises(IllegalChange, match="Shipped"):
        services.cancel_shipment(shipment_id=shipment.pk, actor=None, reason="too late")
    assert balance(item) == (6, 0)


@pytest.mark.django_db(transaction=True)
def test_of_two_clerks_shipping_one_parcel_exactly_one_wins() -> None:
    for _ in range(20):
        item = make_stock(on_hand=10)
        shipment = make_picked_shipment({item.resource_id: 4})
        outcomes = race(lambda: ship(shipment), lambda: ship(shipment))  # noqa: B023
        assert sorted(type(outcome).__name__ for outcome in outcomes) == [
            "IllegalChange",
            "Shipment",
        ]
        assert balance(item) == (6, 0)


@pytest.mark.django_db(transaction=True)
def test_two_orders_for_the_last_copies_share_them() -> None:
    for _ in range(20):
        one, other = make_stock(on_hand=5), make_stock(on_hand=5)
        first = make_approved_order({one.resource_id: 4, other.resource_id: 4})
        second = make_approved_order({other.resource_id: 4, one.resource_id: 4})
        outcomes = race(
            lambda: services.allocate_order(order_id=first.pk, actor=None),  # noqa: B023
            lambda: services.allocate_order(order_id=second.pk, actor=None),  # noqa: B023
        )
        assert all(isinstance(outcome, Shipment) for outcome in outcomes), outcomes
        assert (balance(one), balance(other)) == ((5, 5), (5, 5))


def test_copies_that_an_older_order_waits_for_are_left_to_it() -> None:
    item = make_stock(on_hand=0)
    first = make_approved_order({item.resource_id: 5})
    second = make_approved_order({item.resource_id: 5})
    ledger.receive(resource_id=item.resource_id, quantity=7, document="DN-1")

    shipment = services.allocate_order(order_id=second.pk, actor=None)
    assert [line.quantity for line in shipment.lines.all()] == [2]
    shipment = services.allocate_order(order_id=first.pk, actor=None)
    assert [line.quantity for line in shipment.lines.all()] == [5]
    with pytest.raises(services.NothingToAllocate):
        services.allocate_order(order_id=second.pk, actor=None)


@pytest.mark.django_db(transaction=True)
def test_shipping_and_giving_up_one_parcel_at_once_is_one_of_them() -> None:
    for _ in range(20):
        item = make_stock(on_hand=10)
        shipment = make_picked_shipment({item.resource_id: 4})
        outcomes = race(
            lambda: ship(shipment),  # noqa: B023
            lambda: services.cancel_shipment(
                shipment_id=shipment.pk,  # noqa: B023
                actor=None,
                reason="no",
            ),
        )
        assert sum(isinstance(outcome, IllegalChange) for outcome in outcomes) == 1, outcomes
        assert balance(item) in {(6, 0), (10, 0)}
