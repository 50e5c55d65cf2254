"""Copies given up before they are set aside, or after they came back to the shelf."""

from collections.abc import Mapping

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from library.orders.enums import EventKind, MailKind
from library.orders.models import Order, OrderLine
from library.orders.services.changing import (
    change_lines,
    follow_lines,
    locked_order,
    said,
    set_state,
    write_event,
)
from library.orders.services.lines import (
    QUANTITIES,
    cancel,
    open_copies,
    wanted_copies,
    withdraw,
)
from library.orders.services.mailing import queue_mail
from library.orders.states import FINAL_STATES, TO_DECIDE, OrderState, check_change


class CopiesSetAside(Exception):
    """Copies of the order lie in a parcel, which has to be given up as well."""

    def __init__(self, order: Order, copies: int) -> None:
        self.copies = copies
        super().__init__(
            f"{copies} copies of order {order.reference} are set aside in a parcel. "
            "Cancel them on the workbench, which gives the parcel up as well."
        )


class NothingCancelled(ValueError):
    """No copy of any title is named to be given up."""

    def __init__(self) -> None:
        super().__init__("Say how many copies to cancel: at least one of one title.")


@transaction.atomic
def cancel_order(*, order_id: int, actor: AbstractBaseUser | None, reason: str) -> Order:
    """Give up whatever of an order has not been shipped.

    Where a part of it has left the order is completed by this, else it is cancelled.

    Raises:
        IllegalChange: the order has come to its end.
        CopiesSetAside: a parcel is being made up.
        MissingReason: no reason is given.
    """
    order, lines = locked_order(order_id)
    check_change(order.state, OrderState.CANCELLED)
    if set_aside := sum(line.allocated for line in lines):
        raise CopiesSetAside(order, set_aside)
    left = wanted_copies if order.state in TO_DECIDE else open_copies
    rest = {line.pk: left(line) for line in lines}
    data: dict[str, object] = {"reason": said(reason), "lines": _changed(order, lines, rest)}
    _tell(order, lines, actor, data)
    return order


@transaction.atomic
def cancel_lines(
    *, order_id: int, actor: AbstractBaseUser | None, quantities: Mapping[int, int], reason: str
) -> Order:
    """Give up, by line, copies that no parcel holds; the rest of the order goes on.

    The order's state follows: where nothing is left it is cancelled, or completed by this.

    Raises:
        IllegalChange: the order has come to its end.
        ImpossibleQuantity: more copies than are open, or were asked for.
        NothingCancelled: not one copy is named.
        MissingReason: no reason is given.
    """
    order, lines = locked_order(order_id)
    check_change(order.state, OrderState.CANCELLED)
    if not any(quantities.values()):
        raise NothingCancelled
    changed = _changed(order, lines, quantities)
    data: dict[str, object] = {"reason": said(reason), "lines": changed}
    _tell(order, lines, actor, data)
    return order


def _changed(order: Order, lines: list[OrderLine], quantities: Mapping[int, int]) -> dict[str, int]:
    change = withdraw if order.state in TO_DECIDE else cancel
    return change_lines(order, lines, quantities, change)


def _tell(
    order: Order, lines: list[OrderLine], actor: AbstractBaseUser | None, data: dict[str, object]
) -> None:
    """Write down what was given up, let the order follow, and tell the requester."""
    event = write_event(order, EventKind.CANCELLED, actor, data)
    _follow(order, lines, actor)
    is_over = order.state in FINAL_STATES
    queue_mail(event=event, kind=MailKind.CANCELLED if is_over else MailKind.CANCELLED_PART)


def _follow(order: Order, lines: list[OrderLine], actor: AbstractBaseUser | None) -> None:
    if order.state not in TO_DECIDE:
        follow_lines(order, lines, actor)
        return
    OrderLine.objects.bulk_update(lines, QUANTITIES)
    if not any(wanted_copies(line) for line in lines):
        set_state(order, OrderState.CANCELLED)
