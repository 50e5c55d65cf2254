"""The life of a shipment: the one table of legal changes."""

from django.db.models import TextChoices


class ShipmentState(TextChoices):
    """Where a parcel stands."""

    ALLOCATED = "allocated", "To pick"
    PICKED = "picked", "To ship"
    SHIPPED = "shipped", "Shipped"
    CANCELLED = "cancelled", "Cancelled"


LEGAL_CHANGES: dict[ShipmentState, frozenset[ShipmentState]] = {
    ShipmentState.ALLOCATED: frozenset({ShipmentState.PICKED, ShipmentState.CANCELLED}),
    ShipmentState.PICKED: frozenset({ShipmentState.SHIPPED, ShipmentState.CANCELLED}),
    ShipmentState.SHIPPED: frozenset(),
    ShipmentState.CANCELLED: frozenset(),
}


class IllegalChange(Exception):
    """A shipment cannot go from its state to the one asked for."""

    def __init__(self, current: ShipmentState, wanted: ShipmentState) -> None:
        self.current = current
        self.wanted = wanted
        super().__init__(f"A shipment that is “{current.label}” cannot become “{wanted.label}”.")


def check_change(current: str, wanted: ShipmentState) -> ShipmentState:
    """Return the wanted state if the change is legal.

    Raises:
        IllegalChange: the table of legal changes does not hold it.
    """
    state = ShipmentState(current)
    if wanted not in LEGAL_CHANGES[state]:
        raise IllegalChange(state, wanted)
    return wanted
