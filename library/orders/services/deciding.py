"""Decisions about an order: hold for review, approve, decline, cancel."""

from collections.abc import Mapping

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from library.orders.enums import EventKind
from library.orders.models import Order, OrderLine
from library.orders.services.changing import (
    change_lines,
    follow_lines,
    locked_order,
    set_state,
    write_event,
)
from library.orders.services.lines import QUANTITIES, approve, cancel_rest
from library.orders.states import OrderState, check_change


class NothingApproved(ValueError):
    """An approval grants no copy of any title. Declining an order is a decision of its own."""

    def __init__(self) -> None:
        super().__init__("Approve at least one copy, or decline the order.")


class MissingReason(ValueError):
    """A refusal must say why."""

    def __init__(self) -> None:
        super().__init__("Give a reason.")


class CopiesSetAside(Exception):
    """Copies of the order lie in a parcel; cancel the parcel first."""

    def __init__(self, order: Order, copies: int) -> None:
        self.copies = copies
        super().__init__(
            f"{copies} copies of order {order.reference} are set aside. Cancel its shipment first."
        )


@transaction.atomic
def approve_order(
    *,
    order_id: int,
    actor: AbstractBaseUser | None,
    quantities: Mapping[int, int] | None = None,
) -> Order:
    """Grant what was requested, or for each line named the copies given.

    Raises:
        IllegalChange: the order is past its approval.
        NothingApproved: not one copy is left.
        ImpossibleQuantity: more copies than requested.
    """
    order, lines = locked_order(order_id)
    check_change(order.state, OrderState.APPROVED)
    wanted = {line.pk: line.requested for line in lines} | dict(quantities or {})
    data = change_lines(order, lines, wanted, approve)
    if not data:
        raise NothingApproved
    OrderLine.objects.bulk_update(lines, QUANTITIES)
    set_state(order, OrderState.APPROVED)
    write_event(order, EventKind.APPROVED, actor, {"lines": data})
    return order


@transaction.atomic
def hold_order(*, order_id: int, actor: AbstractBaseUser | None, reason: str) -> Order:
    """Put a placed order into review: somebody else is to decide, and reads why.

    Raises:
        IllegalChange: the order is in review already, or decided.
        MissingReason: no reason is given.
    """
    order, _ = locked_order(order_id)
    set_state(order, OrderState.IN_REVIEW)
    write_event(order, EventKind.HELD, actor, {"reason": _said(reason)})
    return order


@transaction.atomic
def decline_order(*, order_id: int, actor: AbstractBaseUser | None, reason: str) -> Order:
    """Refuse an order that has not been approved.

    Raises:
        IllegalChange: the order is past its approval.
        MissingReason: no reason is given.
    """
    order, _ = locked_order(order_id)
    set_state(order, OrderState.DECLINED)
    write_event(order, EventKind.DECLINED, actor, {"reason": _said(reason)})
    return order


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
    rest = {str(line.pk): copies for line in lines if (copies := cancel_rest(line))}
    write_event(order, EventKind.CANCELLED, actor, {"reason": _said(reason), "lines": rest})
    follow_lines(order, lines, actor)
    return order


def _said(reason: str) -> str:
    if not reason.strip():
        raise MissingReason
    return reason.strip()
