"""Cycle counts: what to count, what should lie in a bin, what was found."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Sum
from django.utils import timezone

from library.fulfillment.models import CountLine, CycleCount, ShipmentLine, Tally
from library.fulfillment.states import (
    IN_THE_HOUSE,
    TO_BE_COUNTED,
    CountState,
    ShipmentState,
)
from library.inventory.selectors import movements_of, stock_items


@dataclass(frozen=True, slots=True)
class InBin:
    """What should lie in a bin: on hand, less the copies that have been picked.

    `to_pick` copies are set aside and nobody has confirmed that they were picked: they lie in the
    bin or on a cart on the way.
    """

    on_hand: int
    picked: int = 0
    to_pick: int = 0

    @property
    def expected(self) -> int:
        """The copies to be found, if none is on a cart."""
        return self.on_hand - self.picked


def in_bins(*, resource_ids: Iterable[int]) -> dict[int, InBin]:
    """Return what should lie in the bins of resources. Two statements, however many."""
    ids = list(resource_ids)
    held = (
        ShipmentLine.objects.filter(shipment__state__in=IN_THE_HOUSE, order_line__resource__in=ids)
        .order_by()
        .values("order_line__resource")
        .annotate(copies=Sum("quantity"), out=Sum("picked"))
    )
    parcels = {row["order_line__resource"]: (row["copies"], row["out"]) for row in held}
    found = {}
    for item in stock_items().filter(resource__in=ids):
        copies, out = parcels.get(item.resource_id, (0, 0))
        found[item.resource_id] = InBin(item.on_hand, out, copies - out)
    return found


def was_disturbed(*, resource_id: int, since: datetime) -> bool:
    """Return whether copies of a resource moved or were picked after a moment."""
    moved = movements_of(resource_id=resource_id).filter(recorded_at__gt=since)
    changed = ShipmentLine.objects.filter(
        order_line__resource_id=resource_id, shipment__state_changed_at__gt=since
    ).exclude(shipment__state=ShipmentState.ALLOCATED)
    return moved.exists() or changed.exists()


def shelves_to_count(*, bins: str, not_since_days: int | None) -> QuerySet[Any]:
    """Return the shelves in bins that begin so, those in an open count left out.

    Args:
        bins: how the bins begin; empty for all.
        not_since_days: leave out what was counted within so many days.
    """
    open_lines = CountLine.objects.filter(item=OuterRef("pk"), count__closed_at=None)
    shelves = stock_items(bin_location=bins).filter(~Exists(open_lines))
    if not_since_days:
        since = timezone.now() - timedelta(days=not_since_days)
        counted = Tally.objects.filter(line__item=OuterRef("pk"), entered_at__gt=since)
        shelves = shelves.filter(~Exists(counted))
    return shelves


def cycle_counts() -> QuerySet[CycleCount]:
    """Return all counts, open ones first, with `shelves` and `left`, those still to be counted."""
    left = Count("lines", filter=Q(lines__state__in=TO_BE_COUNTED))
    return (
        CycleCount.objects.select_related("opened_by")
        .annotate(shelves=Count("lines"), left=left)
        .order_by(F("closed_at").desc(nulls_first=True), "-pk")
    )


def lines_of_count(*, count: CycleCount) -> QuerySet[CountLine]:
    """Return the lines of a count by bin, with what was found so far."""
    return (
        count.lines.select_related("item__resource")
        .prefetch_related(Prefetch("tallies", Tally.objects.select_related("entered_by")))
        .order_by("item__bin_sort", "item__resource__product_number", "pk")
    )


def parcels_to_pick(*, resource_id: int) -> list[str]:
    """Return the numbers of the parcels to pick that hold copies of a resource."""
    lines = ShipmentLine.objects.filter(
        shipment__state=ShipmentState.ALLOCATED, order_line__resource_id=resource_id
    )
    return list(lines.order_by("shipment__number").values_list("shipment__number", flat=True))


def lines_left(*, count: CycleCount) -> bool:
    """Return whether any shelf of a count is still to be counted."""
    states = (CountState.TO_COUNT, CountState.RECOUNT)
    return CountLine.objects.filter(count=count, state__in=states).exists()
