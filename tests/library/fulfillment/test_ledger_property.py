"""Whatever is done in whatever order, the ledger proves the shelf and the lines add up."""

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from library.fulfillment import services
from library.fulfillment.models import Shipment
from library.fulfillment.selectors.parcels import misallocations
from library.fulfillment.services import NothingToAllocate
from library.fulfillment.states import ShipmentState
from library.inventory import ledger
from library.inventory.ledger import InsufficientStock
from library.inventory.models import StockItem
from library.inventory.selectors import discrepancies
from library.orders.models import OrderLine
from library.orders.states import IllegalChange
from tests.factories.fulfillment import make_approved_order
from tests.factories.inventory import make_stock

pytestmark = pytest.mark.django_db

titles = st.integers(0, 2)
copies = st.integers(1, 9)


class Warehouse(RuleBasedStateMachine):
    """Three titles, any number of orders, and everything that may happen to them."""

    orders = Bundle("orders")
    parcels = Bundle("parcels")
    shipped = Bundle("shipped")

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    @initialize()
    def shelves(self) -> None:
        self.keys = [make_stock(buffer=buffer).resource_id for buffer in (0, 0, 2)]
        self.expected = dict.fromkeys(self.keys, 0)

    @rule(title=titles, quantity=copies)
    def receive(self, title: int, quantity: int) -> None:
        ledger.receive(resource_id=self.keys[title], quantity=quantity, document="PO")
        self.expected[self.keys[title]] += quantity

    @rule(title=titles, quantity=copies)
    def take_back(self, title: int, quantity: int) -> None:
        ledger.take_back(resource_id=self.keys[title], quantity=quantity, document="RMA")
        self.expected[self.keys[title]] += quantity

    @rule(title=titles, quantity=copies, verb=st.sampled_from([ledger.hand_out, ledger.write_off]))
    def give_away(self, title: int, quantity: int, verb: Any) -> None:  # noqa: ANN401
        try:
            verb(resource_id=self.keys[title], quantity=quantity, document="event")
        except InsufficientStock:
            return
        self.expected[self.keys[title]] -= quantity

    @rule(title=titles, counted=st.integers(0, 12))
    def count(self, title: int, counted: int) -> None:
        try:
            ledger.adjust(resource_id=self.keys[title], counted=counted, document="count")
        except InsufficientStock:
            return
        self.expected[self.keys[title]] = counted

    @rule(target=orders, wanted=st.dictionaries(titles, copies, min_size=1))
    def order(self, wanted: dict[int, int]) -> int:
        return make_approved_order({self.keys[title]: n for title, n in wanted.items()}).pk

    @rule(target=parcels, order=orders)
    def allocate(self, order: int) -> Any:  # noqa: ANN401 - what a bundle takes
        try:
            return services.allocate_order(order_id=order, actor=None).pk
        except (NothingToAllocate, IllegalChange):
            return multiple()

    @rule(parcel=consumes(parcels))
    def give_up(self, parcel: int) -> None:
        services.cancel_shipment(shipment_id=parcel, actor=None, reason="changed plans")

    @rule(target=shipped, parcel=consumes(parcels))
    def ship(self, parcel: int) -> int:
        services.pick_shipment(shipment_id=parcel, actor=None)
        self._ship(parcel)
        for line in Shipment.objects.get(pk=parcel).lines.select_related("order_line"):
            self.expected[line.order_line.resource_id] -= line.quantity
        return parcel

    @rule(parcel=shipped)
    def ship_again(self, parcel: int) -> None:
        with pytest.raises(IllegalChange):
            self._ship(parcel)

    def _ship(self, parcel: int) -> None:
        services.ship_shipment(shipment_id=parcel, actor=None, carrier="other", tracking_number="")

    @invariant()
    def the_books_balance(self) -> None:
        assert discrepancies() == []
        assert misallocations() == []
        for item in StockItem.objects.all():
            assert item.on_hand == self.expected[item.resource_id]
            assert 0 <= item.allocated <= item.on_hand
        for line in OrderLine.objects.prefetch_related("shipment_lines__shipment"):
            in_state = dict.fromkeys(ShipmentState, 0)
            for part in line.shipment_lines.all():
                in_state[ShipmentState(part.shipment.state)] += part.quantity
            assert (
                line.allocated == in_state[ShipmentState.ALLOCATED] + in_state[ShipmentState.PICKED]
            )
            assert line.shipped == in_state[ShipmentState.SHIPPED]
            assert line.allocated + line.shipped + line.back_ordered <= line.approved


def test_the_books_balance_whatever_happens() -> None:
    run_state_machine_as_test(
        Warehouse,
        settings=settings(
            max_examples=18,
            stateful_step_count=20,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
