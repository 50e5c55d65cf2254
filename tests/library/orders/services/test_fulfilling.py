"""What the warehouse did, noted at the order."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from library.orders.enums import EventKind
from library.orders.models import Order, OrderLine
from library.orders.services import (
    approve_order,
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
    jobs = ProcrastinateJob.objects.filter(task_name="orders.send_shipped_mail").order_by("id")
    assert [(job.args, job.queueing_lock) for job in jobs] == [
        ({"order_id": line.order_id, "shipment_number": "S-1"}, "order-shipped-S-1"),
        ({"order_id": line.order_id, "shipment_number": "S-2"}, "order-shipped-S-2"),
    ]
