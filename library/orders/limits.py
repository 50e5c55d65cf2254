"""How many copies of a title one order may ask for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from library.orders.models import QuantityLimit


@dataclass(frozen=True, slots=True)
class Excess:
    """A title of which an order asks for more copies than its limit."""

    resource_id: int
    requested: int
    limit: int


class OverLimit(Exception):
    """An order asks for more copies than the limits allow. Nothing was placed."""

    def __init__(self, excesses: Iterable[Excess]) -> None:
        self.excesses = tuple(excesses)
        super().__init__(
            "; ".join(f"{each.requested} copies of at most {each.limit}" for each in self.excesses)
        )


def limits_of(*, resource_ids: Iterable[int]) -> dict[int, int | None]:
    """Return the copies an order may ask for of each resource; None where nothing limits it."""
    ids = list(resource_ids)
    rows = QuantityLimit.objects.filter(Q(resource_id__in=ids) | Q(resource_id=None))
    limits = {row.resource_id: row.copies_per_order for row in rows}
    default = limits.get(None)
    return {pk: limits.get(pk, default) for pk in ids}


def check_limits(*, quantities: Mapping[int, int]) -> None:
    """Hold the copies of each resource against its limit. Call it where the order is written.

    Raises:
        OverLimit: naming every title that is over, not only the first.
    """
    limits = limits_of(resource_ids=quantities)
    excesses = [
        Excess(pk, quantity, limit)
        for pk, quantity in quantities.items()
        if (limit := limits[pk]) is not None and quantity > limit
    ]
    if excesses:
        raise OverLimit(excesses)
