"""The lives of a shipment, of a wave and of a shelf in a count: what may follow what."""

from django.db.models import TextChoices

from library.orders.states import IllegalChange


class CountState(TextChoices):
    """Where a shelf stands in a cycle count."""

    TO_COUNT = "to_count", "To count"
    RECOUNT = "recount", "To count again"
    AGREED = "agreed", "Agreed"
    ADJUSTED = "adjusted", "Adjusted"


# Somebody has to go to the bin.
TO_BE_COUNTED = frozenset({CountState.TO_COUNT, CountState.RECOUNT})


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

# Copies in such a parcel are on hand and set aside.
IN_THE_HOUSE = frozenset({ShipmentState.ALLOCATED, ShipmentState.PICKED})


def check_change(current: str, wanted: ShipmentState, *, since: str = "") -> ShipmentState:
    """Return the wanted state if the change is legal.

    Args:
        current: the state now.
        wanted: the state asked for.
        since: when and by whom the current state came about, for the refusal to say.

    Raises:
        IllegalChange: the table of legal changes does not hold it.
    """
    state = ShipmentState(current)
    if wanted not in LEGAL_CHANGES[state]:
        raise IllegalChange(state, wanted, what="A shipment", since=since)
    return wanted


class WaveState(TextChoices):
    """Where a wave stands."""

    OPEN = "open", "Open"
    PICKING = "picking", "Picking"
    PACKED = "packed", "Packed"
    CANCELLED = "cancelled", "Cancelled"


LEGAL_WAVE_CHANGES: dict[WaveState, frozenset[WaveState]] = {
    WaveState.OPEN: frozenset({WaveState.PICKING, WaveState.PACKED, WaveState.CANCELLED}),
    WaveState.PICKING: frozenset({WaveState.PACKED, WaveState.CANCELLED}),
    WaveState.PACKED: frozenset(),
    WaveState.CANCELLED: frozenset(),
}
# Somebody still works on it.
OPEN_WAVES = frozenset(state for state, wanted in LEGAL_WAVE_CHANGES.items() if wanted)


def check_wave_change(current: str, wanted: WaveState) -> WaveState:
    """Return the wanted state of a wave if the change is legal.

    Raises:
        IllegalChange: the table of legal changes does not hold it.
    """
    state = WaveState(current)
    if wanted not in LEGAL_WAVE_CHANGES[state]:
        raise IllegalChange(state, wanted, what="A wave")
    return wanted
