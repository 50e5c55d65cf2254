"""Open copies of one title that become copies of its newer edition."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from library.catalog.models import Resource
from library.orders.enums import EventKind
from library.orders.models import Order, OrderLine
from library.orders.services.changing import follow_lines, locked_order, write_event
from library.orders.services.lines import check_within, open_copies
from library.orders.states import OPEN_STATES, IllegalChange, OrderState


@dataclass(frozen=True, slots=True)
class Substitution:
    """So many open copies of a line, to be had as another resource.

    `is_fresh` says that no parcel ever held copies of the line, so that it may change its title.
    """

    new_id: int
    copies: int
    is_fresh: bool


@transaction.atomic
def substitute(
    *, order_id: int, actor: AbstractBaseUser | None, moves: Mapping[int, Substitution]
) -> Order:
    """Let open copies, by line, be copies of a newer edition. What is approved stays the same.

    A fresh line that moves as a whole changes its title. Of any other, the copies go to a line of
    the newer edition, so that past parcels keep theirs. Either keeps, as `ordered_as`, what was
    asked for.

    Raises:
        IllegalChange: the order is not being fulfilled.
        ImpossibleQuantity: a line has fewer open copies.
    """
    order, lines = locked_order(order_id)
    if order.state not in OPEN_STATES:
        raise IllegalChange(OrderState(order.state), OrderState.IN_FULFILLMENT)
    by_resource = {line.resource_id: line for line in lines}
    for line in [line for line in lines if line.pk in moves]:
        wanted = moves[line.pk]
        check_within(line, wanted.copies, open_copies(line))
        old_id = line.resource_id
        target = _moved(line, wanted, by_resource)
        what = _said(old_id, target, wanted.copies)
        write_event(order, EventKind.SUBSTITUTED, actor, what)
    follow_lines(order, list(by_resource.values()), actor)
    return order


def _moved(line: OrderLine, wanted: Substitution, by_resource: dict[int, OrderLine]) -> OrderLine:
    """Move the copies and return the line that holds them now."""
    old_id, target = line.resource_id, by_resource.get(wanted.new_id)
    if target is None and wanted.is_fresh and wanted.copies == line.approved:
        line.resource_id = wanted.new_id
        line.ordered_as_id = line.ordered_as_id or old_id
        line.save(update_fields=["resource", "ordered_as"])
        by_resource[wanted.new_id] = by_resource.pop(old_id)
        return line
    if target is None:
        target = OrderLine(
            order_id=line.order_id,
            resource_id=wanted.new_id,
            requested=0,
            ordered_as_id=line.ordered_as_id or old_id,
        )
        by_resource[wanted.new_id] = target
    waiting = min(line.back_ordered, wanted.copies)
    line.approved -= wanted.copies
    line.back_ordered -= waiting
    # A line always asks for something, also where every copy of it has become another title's.
    line.requested = line.requested - wanted.copies or line.requested
    line.save()
    target.requested += wanted.copies
    target.approved += wanted.copies
    target.back_ordered += waiting
    target.save()
    return target


def _said(old_id: int, target: OrderLine, copies: int) -> dict[str, object]:
    """Return what the event keeps. Its reason is in words, for the history of the order."""
    titles = Resource.objects.in_bulk([old_id, target.resource_id])
    names = [titles[pk].product_number or titles[pk].title for pk in (old_id, target.resource_id)]
    reason = f"{copies} copies of {names[0]} become {names[1]}, the newer edition"
    return {"reason": reason, "lines": {str(target.pk): copies}, "from": old_id}
