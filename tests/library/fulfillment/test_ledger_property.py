"""Whatever is done in whatever order, the ledger proves the shelf and the lines add up."""

from contextlib import suppress
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone
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

from library.catalog.enums import Relation
from library.catalog.models import ResourceRelation
from library.fulfillment import services
from library.fulfillment.enums import EditionPolicy, ReturnReason
from library.fulfillment.models import ReturnLine, Shipment, ShipmentLine
from library.fulfillment.selectors.parcels import misallocations
from library.fulfillment.services import (
    NothingReturned,
    NothingToAllocate,
    Returned,
    TooManyReturned,
)
from library.fulfillment.states import CountState, ShipmentState
from library.inventory import ledger
from library.inventory.ledger import Event, InsufficientStock
from library.inventory.models import StockItem
from library.inventory.selectors import discrepancies
from library.orders.models import Order, OrderLine
from library.orders.services import ImpossibleQuantity, NothingCancelled
from library.orders.services.lines import open_copies
from library.orders.states import FINAL_STATES, IllegalChange
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
        newest, oldest = self.keys[2], self.keys[0]
        ResourceRelation.objects.create(
            resource_id=newest, relation=Relation.SUPERSEDES, target_id=oldest
        )

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

    @rule(title=titles, quantity=copies, ordered=copies)
    def receive_what_was_expected(self, title: int, quantity: int, ordered: int) -> None:
        expected = ledger.expect(
            resource_id=self.keys[title],
            copies=ordered,
            document="PO-2",
            expected_on=date(2199, 1, 1),
        )
        ledger.receive(
            resource_id=self.keys[title],
            quantity=quantity,
            document="DN",
            expected_id=expected.pk,
        )
        self.expected[self.keys[title]] += quantity

    @rule(handed=st.dictionaries(titles, copies, min_size=1))
    def hand_out_at_an_event(self, handed: dict[int, int]) -> None:
        quantities = {self.keys[title]: n for title, n in handed.items()}
        event = Event(name="Forum", held_on=date(2026, 1, 1), place="Reno, NV")
        try:
            ledger.hand_out_at_event(event=event, quantities=quantities, actor=None, key=uuid4())
        except InsufficientStock:
            return
        for key, quantity in quantities.items():
            self.expected[key] -= quantity

    @rule(title=titles, counted=st.integers(0, 12), all_in_bin=st.booleans())
    def count_the_bin(self, title: int, counted: int, all_in_bin: bool) -> None:  # noqa: FBT001
        count = services.open_count(bins="", not_since_days=None, tolerance=99, actor=None)
        line = count.lines.get(item__resource_id=self.keys[title])
        with suppress(InsufficientStock):
            services.enter_tally(
                line_id=line.pk,
                counted=counted,
                begun_at=timezone.now(),
                all_in_bin=all_in_bin,
                actor=None,
            )
            line.refresh_from_db()
            if line.state == CountState.ADJUSTED:
                picked = ShipmentLine.objects.filter(
                    order_line__resource_id=self.keys[title],
                    shipment__state=ShipmentState.PICKED,
                )
                self.expected[self.keys[title]] = counted + sum(
                    picked.values_list("quantity", flat=True)
                )
        services.close_count(count_id=count.pk)

    @rule(policy=st.sampled_from(EditionPolicy))
    def decide_about_the_old_edition(self, policy: EditionPolicy) -> None:
        old, new = self.keys[0], self.keys[2]
        if policy == EditionPolicy.WRITE_OFF:
            self.expected[old] = StockItem.objects.get(resource_id=old).allocated
        change = services.decide_edition(old_id=old, new_id=new, policy=policy, actor=None)
        services.substitute_everywhere(change=change)

    @rule(target=orders, wanted=st.dictionaries(titles, copies, min_size=1))
    def order(self, wanted: dict[int, int]) -> int:
        return make_approved_order({self.keys[title]: n for title, n in wanted.items()}).pk

    @rule(target=parcels, order=orders)
    def allocate(self, order: int) -> Any:  # noqa: ANN401 - what a bundle takes
        try:
            return services.allocate_order(order_id=order, actor=None).pk
        except (NothingToAllocate, IllegalChange):
            return multiple()

    @rule(target=parcels)
    def give_out_what_arrived(self) -> Any:  # noqa: ANN401 - what a bundle takes
        return multiple(*(parcel.pk for parcel in services.allocate_all_arrived()))

    @rule(order=orders)
    def cancel_order(self, order: int) -> None:
        with suppress(IllegalChange):
            services.cancel_order(order_id=order, actor=None, reason="Off")

    @rule(order=orders, quantities=st.lists(st.integers(0, 5), min_size=3, max_size=3))
    def cancel_lines(self, order: int, quantities: list[int]) -> None:
        lines = OrderLine.objects.filter(order_id=order).values_list("pk", flat=True)
        wanted = dict(zip(lines, quantities, strict=False))
        with suppress(IllegalChange, NothingCancelled, ImpossibleQuantity), transaction.atomic():
            services.cancel_lines(order_id=order, actor=None, quantities=wanted, reason="Fewer")

    @rule(target=parcels, parcel=shipped, came=st.integers(0, 9), sends_again=st.booleans())
    def come_back(self, parcel: int, came: int, sends_again: bool) -> Any:  # noqa: ANN401, FBT001
        line = ShipmentLine.objects.filter(shipment_id=parcel).select_related("order_line").first()
        assert line is not None
        known = set(Shipment.objects.values_list("pk", flat=True))
        shelved = came - came // 3
        with suppress(NothingReturned, TooManyReturned), transaction.atomic():
            services.take_back_shipment(
                shipment_id=parcel,
                actor=None,
                lines={line.pk: Returned(shelved=shelved, damaged=came // 3)},
                reason=ReturnReason.REFUSED,
                note="",
                sends_again=sends_again,
                key=uuid4(),
            )
            self.expected[line.order_line.resource_id] += shelved
        return multiple(*Shipment.objects.exclude(pk__in=known).values_list("pk", flat=True))

    @rule(parcel=consumes(parcels))
    def give_up(self, parcel: int) -> None:
        with suppress(IllegalChange):  # it went with its order
            services.cancel_shipment(shipment_id=parcel, actor=None, reason="changed plans")

    @rule(target=shipped, parcel=consumes(parcels))
    def ship(self, parcel: int) -> Any:  # noqa: ANN401 - what a bundle takes
        try:
            services.pick_shipment(shipment_id=parcel, actor=None)
        except IllegalChange:  # it went with its order
            return multiple()
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
            free = self.expected[item.resource_id] - item.allocated - item.buffer
            assert item.available == max(free, 0)
        for line in OrderLine.objects.prefetch_related("shipment_lines__shipment"):
            in_state = dict.fromkeys(ShipmentState, 0)
            for part in line.shipment_lines.all():
                in_state[ShipmentState(part.shipment.state)] += part.quantity
            assert (
                line.allocated == in_state[ShipmentState.ALLOCATED] + in_state[ShipmentState.PICKED]
            )
            came = {True: 0, False: 0}
            for back in ReturnLine.objects.filter(shipment_line__order_line=line):
                came[back.back.sends_again] += back.copies
            assert line.shipped == in_state[ShipmentState.SHIPPED] - came[True]
            assert line.returned == came[False] <= line.shipped
            assert line.allocated + line.shipped + line.back_ordered <= line.approved
        for order in Order.objects.prefetch_related("lines"):
            is_over = not any(open_copies(line) or line.allocated for line in order.lines.all())
            assert is_over == (order.state in FINAL_STATES)


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
