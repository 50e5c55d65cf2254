"""How every change of an order is made: lock it, change its lines, write what happened."""

from collections.abc import Callable, Iterable, Mapping

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone

from library.orders.enums import EventKind
from library.orders.models import Order, OrderEvent, OrderLine
from library.orders.services.lines import QUANTITIES, state_of
from library.orders.states import FINAL_STATES, OrderState, check_change


class ForeignLine(LookupError):
    """A line was named that is not one of the order's."""

    def __init__(self, order: Order, line_ids: Iterable[int]) -> None:
        self.line_ids = tuple(line_ids)
        super().__init__(f"Order {order.reference} has no line {sorted(self.line_ids)}.")


class MissingReason(ValueError):
    """A refusal must say why."""

    def __init__(self) -> None:
        super().__init__("Give a reason.")


def locked_order(order_id: int) -> tuple[Order, list[OrderLine]]:
    """Return an order and its lines in primary-key order, locked until the transaction ends."""
    order = Order.objects.select_for_update().get(pk=order_id)
    lines = OrderLine.objects.select_for_update().filter(order=order).order_by("pk")
    return order, list(lines)


def change_lines(
    order: Order,
    lines: list[OrderLine],
    quantities: Mapping[int, int],
    change: Callable[[OrderLine, int], None],
) -> dict[str, int]:
    """Change the named lines and return the copies by line, as an event keeps them.

    Raises:
        ForeignLine: a line is not one of the order's.
        ImpossibleQuantity: a line does not have so many copies to change.
    """
    by_id = {line.pk: line for line in lines}
    if foreign := quantities.keys() - by_id.keys():
        raise ForeignLine(order, foreign)
    for line_id, quantity in quantities.items():
        change(by_id[line_id], quantity)
    return {str(line_id): quantity for line_id, quantity in quantities.items() if quantity}


def write_event(
    order: Order,
    kind: EventKind,
    actor: AbstractBaseUser | None,
    data: Mapping[str, object] | None = None,
) -> OrderEvent:
    """Write what happened to an order, now."""
    return OrderEvent.objects.create(
        order=order,
        kind=kind,
        occurred_at=timezone.now(),
        actor_id=actor.pk if actor else None,
        data=dict(data or {}),
    )


def follow_lines(order: Order, lines: list[OrderLine], actor: AbstractBaseUser | None) -> None:
    """Save the lines and let an approved order's state follow from them."""
    OrderLine.objects.bulk_update(lines, QUANTITIES)
    state = state_of(lines)
    # Copies put back on the shelf do not undo that fulfillment has begun.
    if state == OrderState.APPROVED and order.state != OrderState.APPROVED:
        state = OrderState.IN_FULFILLMENT
    if state == order.state:
        return
    set_state(order, state)
    if state == OrderState.COMPLETED:
        write_event(order, EventKind.COMPLETED, actor)


def set_state(order: Order, state: OrderState) -> None:
    """Change an order's state where the table of legal changes allows it.

    Raises:
        IllegalChange: it does not.
    """
    order.state = check_change(order.state, state)
    order.completed_at = timezone.now() if state in FINAL_STATES else None
    order.save(update_fields=["state", "completed_at"])


def said(reason: str) -> str:
    """Return a reason without the spaces around it.

    Raises:
        MissingReason: there is none.
    """
    if not reason.strip():
        raise MissingReason
    return reason.strip()
