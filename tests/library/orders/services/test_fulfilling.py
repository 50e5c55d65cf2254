"""What the warehouse did, noted at the order."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from library.orders.enums import EventKind, MailKind
from library.orders.models import Order, OrderLine
from library.orders.services import (
    approve_order,
    cancel_lines,
    cancel_order,
    record_allocation,
    record_picking,
    record_release,
    record_shipment,
)
from library.orders.states import IllegalChange, OrderState
from tests.factories.orders import make_placed_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def line() -> OrderLine:
    order = approve_order(order_id=make_placed_order().pk, actor=None)
    return order.lines.get()


def allocate(line: OrderLine, copies: int, waiting: int) -> Order:
    return record_allocation(
        order_id=line.order_id,
        actor=None,
        allocated={line.pk: copies},
        back_ordered={line.pk: waiting},
    )


def test_allocation_in_two_parts(line: OrderLine) -> None:
    order = allocate(line, 2, 3)
    line.refresh_from_db()
    assert order.state == OrderState.IN_FULFILLMENT
    assert (line.allocated, line.back_ordered) == (2, 3)
    allocate(line, 3, 0)
    line.refresh_from_db()
    assert (line.allocated, line.back_ordered) == (5, 0)
    found = list(order.events.values_list("kind", "data"))
    copies = str(line.pk)
    assert found[2:] == [
        (EventKind.ALLOCATED, {"lines": {copies: 2}}),
        (EventKind.BACK_ORDERED, {"lines": {copies: 3}}),
        (EventKind.ALLOCATED, {"lines": {copies: 3}}),
    ]


def test_an_order_that_is_not_approved_cannot_be_worked_on() -> None:
    with pytest.raises(IllegalChange):
        allocate(make_placed_order().lines.get(), 1, 0)


def test_released_copies_are_open_again_and_the_order_stays_in_fulfillment(
    line: OrderLine,
) -> None:
    allocate(line, 5, 0)
    order = record_release(
        order_id=line.order_id, actor=None, released={line.pk: 5}, data={"reason": "Damaged"}
    )
    line.refresh_from_db()
    assert (line.allocated, line.back_ordered) == (0, 0)
    assert order.state == OrderState.IN_FULFILLMENT
    event = order.events.get(kind=EventKind.RELEASED)
    assert event.data == {"reason": "Damaged", "lines": {str(line.pk): 5}}


def test_picking_is_an_event(line: OrderLine) -> None:
    allocate(line, 5, 0)
    event = record_picking(order_id=line.order_id, actor=None, shipment_number="S-1")
    assert (event.kind, event.data) == (EventKind.PICKED, {"shipment": "S-1"})


def test_two_shipments_complete_an_order(line: OrderLine) -> None:
    allocate(line, 2, 3)
    order = record_shipment(
        order_id=line.order_id, actor=None, shipped={line.pk: 2}, data={"shipment": "S-1"}
    )
    assert order.state == OrderState.IN_FULFILLMENT
    allocate(line, 3, 0)
    order = record_shipment(
        order_id=line.order_id, actor=None, shipped={line.pk: 3}, data={"shipment": "S-2"}
    )
    line.refresh_from_db()
    assert line.shipped == 5
    assert order.state == OrderState.COMPLETED
    assert order.completed_at is not None
    kinds = list(order.events.values_list("kind", flat=True))
    assert kinds.count(EventKind.SHIPPED) == 2
    assert kinds[-1] == EventKind.COMPLETED


def test_each_shipment_has_a_mail_of_its_own(line: OrderLine) -> None:
    allocate(line, 5, 0)
    for number, copies in (("S-1", 2), ("S-2", 3)):
        data = {"shipment": number}
        record_shipment(order_id=line.order_id, actor=None, shipped={line.pk: copies}, data=data)
    mails = line.order.mails.filter(event__kind=EventKind.SHIPPED)
    assert [(mail.event.data["shipment"], mail.kind) for mail in mails] == [
        ("S-1", MailKind.SHIPPED_PART),
        ("S-2", MailKind.SHIPPED),
    ]
    locks = {f"order-mail-{mail.pk}" for mail in mails}
    assert locks <= set(ProcrastinateJob.objects.values_list("queueing_lock", flat=True))


def test_the_last_parcel_of_an_order_that_was_cut_completes_it(line: OrderLine) -> None:
    allocate(line, 2, 3)
    record_shipment(
        order_id=line.order_id, actor=None, shipped={line.pk: 2}, data={"shipment": "S-1"}
    )
    allocate(line, 1, 2)
    record_release(order_id=line.order_id, actor=None, released={line.pk: 1}, data={})
    cancel_order(order_id=line.order_id, actor=None, reason="No more are printed")
    kinds = list(line.order.mails.values_list("kind", flat=True))
    assert kinds[-2:] == [MailKind.SHIPPED_PART, MailKind.CANCELLED]


def test_a_back_order_is_told_when_more_wait_and_not_when_fewer_do(line: OrderLine) -> None:
    def told() -> int:
        return line.order.mails.filter(kind=MailKind.BACK_ORDERED).count()

    allocate(line, 2, 3)
    assert told() == 1
    allocate(line, 1, 2)
    assert told() == 1
    record_release(order_id=line.order_id, actor=None, released={line.pk: 3}, data={})
    allocate(line, 0, 5)
    assert told() == 2


def test_a_part_given_up_is_told_as_a_part(line: OrderLine) -> None:
    cancel_lines(order_id=line.order_id, actor=None, quantities={line.pk: 2}, reason="Fewer")
    cancel_lines(order_id=line.order_id, actor=None, quantities={line.pk: 3}, reason="None")
    kinds = list(line.order.mails.values_list("kind", flat=True))
    assert kinds[-2:] == [MailKind.CANCELLED_PART, MailKind.CANCELLED]
