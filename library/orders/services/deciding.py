"""Decisions about an order: hold for review, approve, decline."""

from collections.abc import Mapping

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from library.orders.enums import EventKind, MailKind
from library.orders.models import Order, OrderLine
from library.orders.services.changing import (
    change_lines,
    locked_order,
    said,
    set_state,
    write_event,
)
from library.orders.services.lines import QUANTITIES, approve, wanted_copies
from library.orders.services.mailing import queue_mail
from library.orders.states import OrderState, check_change


class NothingApproved(ValueError):
    """An approval grants no copy of any title. Declining an order is a decision of its own."""

    def __init__(self) -> None:
        super().__init__("Approve at least one copy, or decline the order.")


@transaction.atomic
def approve_order(
    *,
    order_id: int,
    actor: AbstractBaseUser | None,
    quantities: Mapping[int, int] | None = None,
    reason: str = "",
) -> Order:
    """Grant what was requested, or for each line named the copies given, and tell the requester.

    `reason` says to the requester why fewer are granted than were asked for.

    Raises:
        IllegalChange: the order is past its approval.
        NothingApproved: not one copy is left.
        ImpossibleQuantity: more copies than requested.
    """
    order, lines = locked_order(order_id)
    check_change(order.state, OrderState.APPROVED)
    wanted = {line.pk: wanted_copies(line) for line in lines} | dict(quantities or {})
    data = change_lines(order, lines, wanted, approve)
    if not data:
        raise NothingApproved
    OrderLine.objects.bulk_update(lines, QUANTITIES)
    set_state(order, OrderState.APPROVED)
    is_fewer = any(line.approved < line.requested for line in lines)
    why = {"reason": reason.strip()} if is_fewer and reason.strip() else {}
    event = write_event(order, EventKind.APPROVED, actor, {"lines": data, **why})
    queue_mail(event=event, kind=MailKind.APPROVED_FEWER if is_fewer else MailKind.APPROVED)
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
    write_event(order, EventKind.HELD, actor, {"reason": said(reason)})
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
    event = write_event(order, EventKind.DECLINED, actor, {"reason": said(reason)})
    queue_mail(event=event, kind=MailKind.DECLINED)
    return order
