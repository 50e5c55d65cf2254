"""What the warehouse did for an order, noted at the order."""

from collections.abc import Mapping

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from library.orders.enums import EventKind, MailKind
from library.orders.models import Order, OrderEvent
from library.orders.services.changing import change_lines, follow_lines, locked_order, write_event
from library.orders.services.lines import allocate, back_order, open_copies, release, ship
from library.orders.services.mailing import queue_mail
from library.orders.states import OPEN_STATES, IllegalChange, OrderState


@transaction.atomic
def record_allocation(
    *,
    order_id: int,
    actor: AbstractBaseUser | None,
    allocated: Mapping[int, int],
    back_ordered: Mapping[int, int],
) -> Order:
    """Note, by line, the copies just set aside and those that now wait for stock.

    Where more of a title wait than before, the requester is told. That fewer do is not news.

    `back_ordered` replaces what waited before. A line left out of it keeps what still waits.

    Raises:
        IllegalChange: the order is not approved, or at its end.
        ImpossibleQuantity: more copies than are open.
    """
    order, lines = locked_order(order_id)
    _check_open(order)
    before = {line.pk: line.back_ordered for line in lines}
    set_aside = change_lines(order, lines, allocated, allocate)
    waiting = change_lines(order, lines, back_ordered, back_order)
    if set_aside:
        write_event(order, EventKind.ALLOCATED, actor, {"lines": set_aside})
    if waiting:
        event = write_event(order, EventKind.BACK_ORDERED, actor, {"lines": waiting})
        if any(line.back_ordered > before[line.pk] for line in lines):
            queue_mail(event=event, kind=MailKind.BACK_ORDERED)
    follow_lines(order, lines, actor)
    return order


@transaction.atomic
def record_release(
    *,
    order_id: int,
    actor: AbstractBaseUser | None,
    released: Mapping[int, int],
    data: Mapping[str, object],
) -> Order:
    """Note, by line, copies that were set aside and went back to the shelf. They are open again.

    `data` goes into the event, such as the parcel that was given up and why.

    Raises:
        IllegalChange: the order is not being fulfilled.
        ImpossibleQuantity: more copies than are set aside.
    """
    order, lines = locked_order(order_id)
    _check_open(order)
    quantities = change_lines(order, lines, released, release)
    write_event(order, EventKind.RELEASED, actor, {**data, "lines": quantities})
    follow_lines(order, lines, actor)
    return order


@transaction.atomic
def record_picking(
    *, order_id: int, actor: AbstractBaseUser | None, shipment_number: str
) -> OrderEvent:
    """Note that the copies of a shipment were taken from the shelf.

    Raises:
        IllegalChange: the order is not being fulfilled.
    """
    order, _ = locked_order(order_id)
    _check_open(order)
    return write_event(order, EventKind.PICKED, actor, {"shipment": shipment_number})


@transaction.atomic
def record_shipment(
    *,
    order_id: int,
    actor: AbstractBaseUser | None,
    shipped: Mapping[int, int],
    data: Mapping[str, object],
) -> Order:
    """Note, by line, copies that left, and tell the recipient.

    The order is completed when nothing of it is left to ship. `data` goes into the event and from
    there into the mail: "shipment" is the parcel's number, "carrier", "tracking_number" and
    "tracking_url" say where it is. Keep personal data out of it.

    Raises:
        IllegalChange: the order is not being fulfilled.
        ImpossibleQuantity: more copies than are set aside.
    """
    order, lines = locked_order(order_id)
    _check_open(order)
    quantities = change_lines(order, lines, shipped, ship)
    event = write_event(order, EventKind.SHIPPED, actor, {**data, "lines": quantities})
    more_follows = any(line.allocated or open_copies(line) for line in lines)
    queue_mail(event=event, kind=MailKind.SHIPPED_PART if more_follows else MailKind.SHIPPED)
    follow_lines(order, lines, actor)
    return order


def _check_open(order: Order) -> None:
    if order.state not in OPEN_STATES:
        raise IllegalChange(OrderState(order.state), OrderState.IN_FULFILLMENT)
