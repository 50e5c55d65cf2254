"""Where an order stands, in words for the one who waits for it."""

from dataclasses import dataclass

from library.orders.enums import EventKind
from library.orders.models import Order
from library.orders.states import OrderState

# The steps shown. A state stands at one of them; the last stands for shipped altogether.
STEPS = ("Received", "Approved", "In preparation", "Shipped")
_STEP_OF = {
    OrderState.PLACED: 0,
    OrderState.IN_REVIEW: 0,
    OrderState.APPROVED: 1,
    OrderState.IN_FULFILLMENT: 2,
    OrderState.COMPLETED: 3,
}
_WORDS = {
    OrderState.PLACED: "We have received your order. Our staff will look at it next.",
    OrderState.IN_REVIEW: "Our staff are looking at your order.",
    OrderState.APPROVED: "Your order is approved and waits for the warehouse.",
    OrderState.IN_FULFILLMENT: "The warehouse is working on your order.",
    OrderState.COMPLETED: "Everything that was approved has been shipped.",
    OrderState.DECLINED: "We could not approve this order.",
    OrderState.CANCELLED: "This order was cancelled. Nothing will be shipped.",
}
_PARTLY = "A part of your order has been shipped. The rest was cancelled."


@dataclass(frozen=True, slots=True)
class Progress:
    """An order's state for its recipient. `step` counts from 0; it is None off the usual path."""

    steps: tuple[str, ...]
    step: int | None
    words: str
    reason: str
    waiting: int


def progress_of(order: Order) -> Progress:
    """Return where an order stands, out of its prefetched lines and events."""
    state = OrderState(order.state)
    lines = order.lines.all()
    is_cut = state == OrderState.COMPLETED and any(line.cancelled for line in lines)
    refusals = {EventKind.DECLINED, EventKind.CANCELLED}
    events = [event for event in order.events.all() if event.kind in refusals]
    return Progress(
        steps=STEPS,
        step=_STEP_OF.get(state),
        words=_PARTLY if is_cut else _WORDS[state],
        reason=events[-1].data.get("reason", "") if events else "",
        waiting=sum(line.back_ordered for line in lines),
    )
