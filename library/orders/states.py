"""The life of an order: the one table of legal changes."""

from django.db.models import TextChoices


class OrderState(TextChoices):
    """Where an order stands."""

    PLACED = "placed", "Placed"
    IN_REVIEW = "in_review", "In review"
    APPROVED = "approved", "Approved"
    IN_FULFILLMENT = "in_fulfillment", "In fulfillment"
    COMPLETED = "completed", "Completed"
    DECLINED = "declined", "Declined"
    CANCELLED = "cancelled", "Cancelled"


LEGAL_CHANGES: dict[OrderState, frozenset[OrderState]] = {
    OrderState.PLACED: frozenset(
        {OrderState.IN_REVIEW, OrderState.APPROVED, OrderState.DECLINED, OrderState.CANCELLED}
    ),
    OrderState.IN_REVIEW: frozenset(
        {OrderState.APPROVED, OrderState.DECLINED, OrderState.CANCELLED}
    ),
    OrderState.APPROVED: frozenset({OrderState.IN_FULFILLMENT, OrderState.CANCELLED}),
    OrderState.IN_FULFILLMENT: frozenset({OrderState.COMPLETED, OrderState.CANCELLED}),
    # Copies that could not be delivered came back, and are sent again.
    OrderState.COMPLETED: frozenset({OrderState.IN_FULFILLMENT}),
    OrderState.DECLINED: frozenset(),
    OrderState.CANCELLED: frozenset(),
}


# Somebody has to say whether copies are sent.
TO_DECIDE = frozenset({OrderState.PLACED, OrderState.IN_REVIEW})
# The warehouse may work on it.
OPEN_STATES = frozenset({OrderState.APPROVED, OrderState.IN_FULFILLMENT})
# Staff have granted something of it.
GRANTED_STATES = OPEN_STATES | {OrderState.COMPLETED}
# Nothing of an order waits to be done once it stands here.
FINAL_STATES = frozenset({OrderState.COMPLETED, OrderState.DECLINED, OrderState.CANCELLED})


class IllegalChange(Exception):
    """An order, or a part of one, cannot go from its state to the one asked for."""

    def __init__(
        self, current: TextChoices, wanted: TextChoices, *, what: str = "An order", since: str = ""
    ) -> None:
        self.current = current
        self.wanted = wanted
        refusal = f"{what} that is “{current.label}” cannot become “{wanted.label}”."
        super().__init__(f"{refusal} {since}".rstrip())


def check_change(current: str, wanted: OrderState) -> OrderState:
    """Return the wanted state if the change is legal.

    Raises:
        IllegalChange: the table of legal changes does not hold it.
    """
    state = OrderState(current)
    if wanted not in LEGAL_CHANGES[state]:
        raise IllegalChange(state, wanted)
    return wanted
