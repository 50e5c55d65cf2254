"""Approving, declining, cancelling."""

import pytest
from django.contrib.auth.models import User

from library.orders.enums import EventKind
from library.orders.models import Order
from library.orders.services import (
    CopiesSetAside,
    ImpossibleQuantity,
    MissingReason,
    NothingApproved,
    approve_order,
    cancel_order,
    decline_order,
    hold_order,
    record_allocation,
    record_shipment,
)
from library.orders.services.changing import ForeignLine
from library.orders.states import IllegalChange, OrderState
from tests.factories.orders import make_orderable, make_placed_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> User:
    return User.objects.create_user("clerk")


def kinds(order: Order) -> list[str]:
    return list(order.events.values_list("kind", flat=True))


class TestApprove:
    def test_grants_what_was_requested(self, clerk: User) -> None:
        order = approve_order(order_id=make_placed_order().pk, actor=clerk)
        assert order.state == OrderState.APPROVED
        assert order.lines.get().approved == 5
        event = order.events.get(kind=EventKind.APPROVED)
        assert event.actor == clerk
        assert event.data == {"lines": {str(order.lines.get().pk): 5}}

    def test_grants_less(self, clerk: User) -> None:
        order = make_placed_order((make_orderable().pk, 5), (make_orderable().pk, 3))
        first, second = order.lines.all()
        approve_order(order_id=order.pk, actor=clerk, quantities={first.pk: 2})
        first.refresh_from_db()
        second.refresh_from_db()
        assert (first.approved, second.approved) == (2, 3)

    def test_refuses_more_than_requested(self, clerk: User) -> None:
        order = make_placed_order()
        line = order.lines.get()
        with pytest.raises(ImpossibleQuantity):
            approve_order(order_id=order.pk, actor=clerk, quantities={line.pk: 6})
        order.refresh_from_db()
        assert order.state == OrderState.PLACED

    def test_refuses_nothing(self, clerk: User) -> None:
        order = make_placed_order()
        with pytest.raises(NothingApproved):
            approve_order(order_id=order.pk, actor=clerk, quantities={order.lines.get().pk: 0})

    def test_refuses_a_line_of_another_order(self, clerk: User) -> None:
        order, other = make_placed_order(), make_placed_order()
        with pytest.raises(ForeignLine):
            approve_order(order_id=order.pk, actor=clerk, quantities={other.lines.get().pk: 1})

    def test_happens_once(self, clerk: User) -> None:
        order = approve_order(order_id=make_placed_order().pk, actor=clerk)
        with pytest.raises(IllegalChange):
            approve_order(order_id=order.pk, actor=clerk)


class TestDecline:
    def test_keeps_the_reason(self, clerk: User) -> None:
        order = decline_order(order_id=make_placed_order().pk, actor=clerk, reason=" Too many ")
        assert order.state == OrderState.DECLINED
        assert order.completed_at is not None
        assert order.events.get(kind=EventKind.DECLINED).data == {"reason": "Too many"}

    def test_asks_for_a_reason(self, clerk: User) -> None:
        order = make_placed_order()
        with pytest.raises(MissingReason):
            decline_order(order_id=order.pk, actor=clerk, reason="  ")
        order.refresh_from_db()
        assert order.state == OrderState.PLACED


class TestCancel:
    def test_an_order_not_yet_approved(self, clerk: User) -> None:
        order = cancel_order(order_id=make_placed_order().pk, actor=clerk, reason="A mistake")
        assert order.state == OrderState.CANCELLED
        assert kinds(order) == [EventKind.PLACED, EventKind.CANCELLED]

    def test_what_waits_on_back_order(self, clerk: User) -> None:
        order = approve_order(order_id=make_placed_order().pk, actor=clerk)
        line = order.lines.get()
        record_allocation(order_id=order.pk, actor=clerk, allocated={}, back_ordered={line.pk: 5})
        cancel_order(order_id=order.pk, actor=clerk, reason="No reprint")
        line.refresh_from_db()
        order.refresh_from_db()
        assert (line.cancelled, line.back_ordered) == (5, 0)
        assert order.state == OrderState.CANCELLED

    def test_the_rest_of_a_shipped_order_completes_it(self, clerk: User) -> None:
        order = approve_order(order_id=make_placed_order().pk, actor=clerk)
        line = order.lines.get()
        record_allocation(
            order_id=order.pk, actor=clerk, allocated={line.pk: 2}, back_ordered={line.pk: 3}
        )
        with pytest.raises(CopiesSetAside) as refusal:
            cancel_order(order_id=order.pk, actor=clerk, reason="No reprint")
        assert refusal.value.copies == 2
        data = {"shipment": "S-1"}
        record_shipment(order_id=order.pk, actor=clerk, shipped={line.pk: 2}, data=data)
        order = cancel_order(order_id=order.pk, actor=clerk, reason="No reprint")
        assert order.state == OrderState.COMPLETED
        assert kinds(order)[-2:] == [EventKind.CANCELLED, EventKind.COMPLETED]

    def test_ends_with_the_order(self, clerk: User) -> None:
        order = decline_order(order_id=make_placed_order().pk, actor=clerk, reason="No")
        with pytest.raises(IllegalChange):
            cancel_order(order_id=order.pk, actor=clerk, reason="No")


class TestHold:
    def test_puts_a_placed_order_into_review_with_the_reason(self, clerk: User) -> None:
        order = hold_order(order_id=make_placed_order().pk, actor=clerk, reason=" Ask the chief. ")
        assert order.state == OrderState.IN_REVIEW
        assert order.events.get(kind=EventKind.HELD).data == {"reason": "Ask the chief."}

    def test_leaves_both_decisions_open(self, clerk: User) -> None:
        first, second = make_placed_order(), make_placed_order()
        for order in (first, second):
            hold_order(order_id=order.pk, actor=clerk, reason="Ask the chief.")
        assert approve_order(order_id=first.pk, actor=clerk).state == OrderState.APPROVED
        declined = decline_order(order_id=second.pk, actor=clerk, reason="No.")
        assert declined.state == OrderState.DECLINED

    def test_refuses_an_order_that_is_decided(self, clerk: User) -> None:
        order = approve_order(order_id=make_placed_order().pk, actor=clerk)
        with pytest.raises(IllegalChange):
            hold_order(order_id=order.pk, actor=clerk, reason="Too late.")

    def test_asks_for_a_reason(self, clerk: User) -> None:
        order = make_placed_order()
        with pytest.raises(MissingReason):
            hold_order(order_id=order.pk, actor=clerk, reason=" ")
        order.refresh_from_db()
        assert order.state == OrderState.PLACED
