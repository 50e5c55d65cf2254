"""Two people acting on one order or one shelf, at every step of each other's work."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest

from library.fulfillment import services
from library.fulfillment.models import Shipment
from library.fulfillment.selectors.parcels import misallocations
from library.fulfillment.services import NothingToAllocate
from library.inventory import ledger
from library.inventory.ledger import InsufficientStock
from library.inventory.models import Movement, StockItem
from library.inventory.selectors import discrepancies
from library.orders.models import Order, OrderLine
from library.orders.services import (
    CopiesSetAside,
    approve_order,
    cancel_order,
    decline_order,
    place_order,
)
from library.orders.states import IllegalChange, OrderState
from tests.factories.fulfillment import (
    make_approved_order,
    make_order,
    make_picked_shipment,
    make_shipment,
)
from tests.factories.inventory import make_stock
from tests.factories.orders import make_orderable, make_request
from tests.racing import Verb, interleavings

pytestmark = pytest.mark.django_db(transaction=True)

type Scene = Callable[[], tuple[Verb, Verb]]


def play(scene: Scene, check: Callable[[object, object], None]) -> None:
    """Play every interleaving, in both roles where they differ; the books must always balance."""
    for outcomes in interleavings(scene):
        check(*outcomes)
        books_balance()
    one, other = scene()
    if one is not other:
        for last, first in interleavings(lambda: scene()[::-1]):
            check(first, last)
            books_balance()


def books_balance() -> None:
    assert discrepancies() == []
    assert misallocations() == []
    for item in StockItem.objects.all():
        assert 0 <= item.allocated <= item.on_hand
    for line in OrderLine.objects.all():
        parts = line.allocated + line.shipped + line.back_ordered + line.cancelled
        assert parts <= line.approved <= line.requested


def exactly_one_is_refused(one: object, other: object) -> None:
    refused = [isinstance(outcome, IllegalChange) for outcome in (one, other)]
    failed = [out for out in (one, other) if isinstance(out, Exception)]
    assert sum(refused) == len(failed) == 1, (one, other)


def test_one_form_sent_twice_is_one_order() -> None:
    resource = make_orderable()
    keys: list[UUID] = []

    def scene() -> tuple[Verb, Verb]:
        keys.append(uuid4())
        request, key = make_request((resource.pk, 2)), keys[-1]
        verb = lambda: place_order(idempotency_key=key, request=request)  # noqa: E731
        return verb, verb

    def check(one: object, other: object) -> None:
        assert isinstance(one, Order), one
        assert one == other == Order.objects.get(idempotency_key=keys[-1])
        assert one.events.count() == 1
        assert one.lines.get().requested == 2

    play(scene, check)


def test_approving_and_declining_is_one_of_them() -> None:
    item = make_stock(on_hand=10)

    def scene() -> tuple[Verb, Verb]:
        pk = make_order({item.resource_id: 2}).pk
        return (
            lambda: approve_order(order_id=pk, actor=None),
            lambda: decline_order(order_id=pk, actor=None, reason="out of scope"),
        )

    play(scene, exactly_one_is_refused)


def test_two_who_approve_one_order_approve_it_once() -> None:
    item = make_stock(on_hand=10)

    def scene() -> tuple[Verb, Verb]:
        pk = make_order({item.resource_id: 2}).pk
        verb = lambda: approve_order(order_id=pk, actor=None)  # noqa: E731
        return verb, verb

    play(scene, exactly_one_is_refused)


def test_two_who_allocate_one_order_make_one_parcel() -> None:
    def scene() -> tuple[Verb, Verb]:
        pk = make_approved_order({make_stock(on_hand=10).resource_id: 4}).pk
        verb = lambda: services.allocate_order(order_id=pk, actor=None)  # noqa: E731
        return verb, verb

    def check(one: object, other: object) -> None:
        assert {type(one), type(other)} == {Shipment, NothingToAllocate}, (one, other)

    play(scene, check)


def test_two_orders_for_the_last_copies_get_what_is_there() -> None:
    items: list[StockItem] = []

    def scene() -> tuple[Verb, Verb]:
        items.append(make_stock(on_hand=5))
        first, second = (make_approved_order({items[-1].resource_id: 4}).pk for _ in range(2))
        return (
            lambda: services.allocate_order(order_id=first, actor=None),
            lambda: services.allocate_order(order_id=second, actor=None),
        )

    def check(one: object, other: object) -> None:
        items[-1].refresh_from_db()
        granted = [
            sum(line.quantity for line in parcel.lines.all())
            for parcel in (one, other)
            if isinstance(parcel, Shipment)
        ]
        assert sum(granted) == items[-1].allocated <= 5
        assert granted, (one, other)

    play(scene, check)


def test_copies_that_arrive_while_an_order_is_allocated() -> None:
    items: list[StockItem] = []

    def scene() -> tuple[Verb, Verb]:
        items.append(make_stock(on_hand=1))
        key = items[-1].resource_id
        pk = make_approved_order({key: 4}).pk
        return (
            lambda: services.allocate_order(order_id=pk, actor=None),
            lambda: ledger.receive(resource_id=key, quantity=3, document="DN-1"),
        )

    def check(allocated: object, received: object) -> None:
        assert isinstance(received, Movement), received
        assert isinstance(allocated, Shipment), allocated
        items[-1].refresh_from_db()
        assert (items[-1].on_hand, items[-1].allocated in {1, 4}) == (4, True)

    play(scene, check)


def test_a_count_while_copies_are_set_aside() -> None:
    def scene() -> tuple[Verb, Verb]:
        key = make_stock(on_hand=6).resource_id
        pk = make_approved_order({key: 4}).pk
        return (
            lambda: services.allocate_order(order_id=pk, actor=None),
            lambda: ledger.adjust(resource_id=key, counted=2, document="count"),
        )

    def check(allocated: object, counted: object) -> None:
        assert isinstance(allocated, Shipment), allocated
        # Either the count came first and two are set aside, or it is refused: four are.
        copies = sum(line.quantity for line in allocated.lines.all())
        assert (copies, type(counted)) in {(2, Movement), (4, InsufficientStock)}

    play(scene, check)


def test_two_who_ship_one_parcel_ship_it_once() -> None:
    items: list[StockItem] = []

    def scene() -> tuple[Verb, Verb]:
        items.append(make_stock(on_hand=10))
        parcel = make_picked_shipment({items[-1].resource_id: 4})
        verb = lambda: _ship(parcel)  # noqa: E731
        return verb, verb

    def check(one: object, other: object) -> None:
        exactly_one_is_refused(one, other)
        items[-1].refresh_from_db()
        assert (items[-1].on_hand, items[-1].allocated) == (6, 0)

    play(scene, check)


def test_shipping_a_parcel_and_giving_it_up_is_one_of_them() -> None:
    def scene() -> tuple[Verb, Verb]:
        parcel = make_picked_shipment({make_stock(on_hand=10).resource_id: 4})
        give_up = lambda: services.cancel_shipment(  # noqa: E731
            shipment_id=parcel.pk, actor=None, reason="torn"
        )
        return lambda: _ship(parcel), give_up

    play(scene, exactly_one_is_refused)


def test_cancelling_an_order_while_it_is_allocated() -> None:
    def scene() -> tuple[Verb, Verb]:
        pk = make_approved_order({make_stock(on_hand=10).resource_id: 4}).pk
        return (
            lambda: services.allocate_order(order_id=pk, actor=None),
            lambda: cancel_order(order_id=pk, actor=None, reason="changed plans"),
        )

    def check(allocated: object, cancelled: object) -> None:
        if isinstance(allocated, Shipment):
            assert isinstance(cancelled, CopiesSetAside), cancelled
        else:
            assert isinstance(allocated, IllegalChange), allocated
            assert isinstance(cancelled, Order)
            assert cancelled.state == OrderState.CANCELLED

    play(scene, check)


def test_picking_a_parcel_and_giving_it_up() -> None:
    def scene() -> tuple[Verb, Verb]:
        pk = make_shipment({make_stock(on_hand=10).resource_id: 4}).pk
        return (
            lambda: services.pick_shipment(shipment_id=pk, actor=None),
            lambda: services.cancel_shipment(shipment_id=pk, actor=None, reason="torn"),
        )

    def check(picked: object, given_up: object) -> None:
        assert isinstance(given_up, Shipment), given_up  # also after it was picked
        assert isinstance(picked, Shipment | IllegalChange), picked

    play(scene, check)


def _ship(parcel: Shipment) -> Shipment:
    return services.ship_shipment(
        shipment_id=parcel.pk, actor=None, carrier="other", tracking_number=""
    )
