"""Fewer copies in a bin than a wave needs: what is missing waits for stock, and the count follows.

Locks: the orders, their parcels, then stock.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from library.fulfillment.models import Shipment, ShipmentLine
from library.fulfillment.selectors.waves import copies_in_open_parcels
from library.fulfillment.services.releasing import give_up, thin_out
from library.fulfillment.states import IN_THE_HOUSE
from library.inventory import ledger
from library.orders import services as orders
from library.orders.models import Order, OrderLine
from library.orders.services.lines import open_copies


@dataclass(frozen=True, slots=True)
class ShortPick:
    """What became of a short pick: copies on back-order, the parcels that lost some."""

    missing: int
    parcels: tuple[str, ...]


class NotShort(ValueError):
    """As many copies were found as are needed, or more: nothing is short."""

    def __init__(self, *, needed: int, found: int) -> None:
        self.needed = needed
        self.found = found
        super().__init__(f"{needed} copies are needed and {found} were found: nothing is short.")


class AlreadyPacked(ValueError):
    """Fewer copies were found than are in the boxes already."""

    def __init__(self, *, packed: int, found: int) -> None:
        self.packed = packed
        self.found = found
        super().__init__(f"{found} were found, but {packed} are packed already: count again.")


@transaction.atomic
def record_short_pick(
    *, wave_id: int, resource_id: int, found: int, actor: AbstractBaseUser | None
) -> ShortPick:
    """Note that the bin gave a wave only `found` copies of a title.

    The orders placed last lose first; what is in a box stays there. Missing copies go on
    back-order, and the shelf is counted: on hand is what parcels hold, for the bin is empty. The
    same report again is refused, since the wave needs no more than was found.

    Raises:
        NotShort: nothing is missing.
        AlreadyPacked: more copies are packed than are said to have been found.
    """
    lines = _locked_lines(wave_id, resource_id)
    needed = sum(line.quantity for line in lines)
    if not 0 <= found < needed:
        raise NotShort(needed=needed, found=found)
    if (packed := sum(line.packed for line in lines)) > found:
        raise AlreadyPacked(packed=packed, found=found)
    missing = needed - found
    wave = lines[0].shipment.wave
    cuts = _shares(lines, missing)
    ledger.lock(resource_ids=[resource_id])
    for line, copies in cuts:
        _cut(line, copies, actor, reason=f"Short pick in wave {wave}")
    ledger.adjust(
        resource_id=resource_id,
        counted=copies_in_open_parcels(resource_id=resource_id),
        document=str(wave),
        actor=actor,
        reason=f"Short pick: {found} of {needed} found",
    )
    return ShortPick(missing, tuple(line.shipment.number for line, _ in cuts))


def _locked_lines(wave_id: int, resource_id: int) -> list[ShipmentLine]:
    """Return the wave's lines of a title, with orders and parcels locked, in the wave's order."""
    parcels = Shipment.objects.filter(
        wave_id=wave_id, state__in=IN_THE_HOUSE, lines__order_line__resource_id=resource_id
    )
    keys = list(parcels.values_list("order_id", flat=True))
    list(Order.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    still = Shipment.objects.filter(wave_id=wave_id, order_id__in=keys, state__in=IN_THE_HOUSE)
    locked = [parcel.pk for parcel in still.select_for_update().order_by("pk")]
    return list(
        ShipmentLine.objects.filter(shipment__in=locked, order_line__resource_id=resource_id)
        .select_related("shipment__wave", "order_line")
        .order_by("shipment__wave_position", "pk")
    )


def _shares(lines: Iterable[ShipmentLine], missing: int) -> list[tuple[ShipmentLine, int]]:
    """Return how many copies each line loses, the last placed first."""
    shares = []
    for line in reversed(list(lines)):
        copies = min(missing, line.quantity - line.packed)
        if copies:
            shares.append((line, copies))
            missing -= copies
    return shares


def _cut(line: ShipmentLine, copies: int, actor: AbstractBaseUser | None, *, reason: str) -> None:
    """Take copies out of a parcel; they wait for stock. A parcel left empty is given up."""
    shipment, order_line_id = line.shipment, line.order_line_id
    if copies == sum(other.quantity for other in shipment.lines.all()):
        give_up(shipment, actor, reason)
    else:
        thin_out(shipment, {line: copies}, actor, reason)
    waiting = open_copies(OrderLine.objects.get(pk=order_line_id))
    orders.record_allocation(
        order_id=shipment.order_id,
        actor=actor,
        allocated={},
        back_ordered={order_line_id: waiting},
    )
