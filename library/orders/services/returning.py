"""Copies that came back after they were shipped."""

from collections.abc import Mapping

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from library.orders.enums import EventKind
from library.orders.models import Order
from library.orders.services.changing import change_lines, follow_lines, locked_order, write_event
from library.orders.services.lines import owe_again, take_back


class AddressGone(Exception):
    """Nothing can be sent again: the recipient's address has been removed."""

    def __init__(self, order: Order) -> None:
        self.reference = order.reference
        super().__init__(
            f"The address of order {order.reference} has been removed, so nothing can be sent "
            "again. Take the copies back and ask the agency for a new order."
        )


@transaction.atomic
def record_return(
    *,
    order_id: int,
    actor: AbstractBaseUser | None,
    returned: Mapping[int, int],
    sends_again: bool,
    data: Mapping[str, object],
) -> Order:
    """Note, by line, copies that came back. Those to be sent again are open again.

    `data` goes into the event, such as the parcel and the number of the return.

    Raises:
        AddressGone: they are to be sent again, and nobody knows where to any more.
        ImpossibleQuantity: more copies than were shipped and have not come back.
    """
    order, lines = locked_order(order_id)
    if sends_again and order.recipient.anonymized_at:
        raise AddressGone(order)
    quantities = change_lines(order, lines, returned, owe_again if sends_again else take_back)
    what = {**data, "lines": quantities, "sends_again": sends_again}
    write_event(order, EventKind.RETURNED, actor, what)
    follow_lines(order, lines, actor)
    return order
