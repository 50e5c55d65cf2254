"""The rows behind a figure, for anyone to read: nothing in them says who asked or who sent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import overload

from library.catalog.models import Resource
from library.distribution.enums import Measure
from library.distribution.models import BaselineEntry
from library.distribution.selectors.totals import COUNTED, end_of
from library.inventory.enums import MovementKind
from library.inventory.selectors import movements_of

_EXPLAINED_BY = {
    Measure.SHIPPED: (MovementKind.SHIPMENT,),
    Measure.HANDED_OUT: (MovementKind.HAND_OUT,),
    Measure.RETURNED: (MovementKind.RETURN,),
    Measure.DISTRIBUTED: tuple(COUNTED),
}


@dataclass(frozen=True, slots=True)
class MovementRow:
    """Copies of one title that left or came back. `copies` counts toward the measure asked for.

    `resource` is None for a title that is not public, or no longer: its copies count all the same.
    """

    occurred_at: datetime
    what: str
    resource: Resource | None
    copies: int


class MovementRows(Sequence[MovementRow]):
    """The movements behind a measure, the newest first; counted and sliced, as a paginator does."""

    def __init__(self, *, measure: Measure, as_of: date | None) -> None:
        self._measure = measure
        self._movements = movements_of(as_of=end_of(as_of)).filter(
            kind__in=_EXPLAINED_BY.get(measure, ())
        )

    def __len__(self) -> int:
        return self._movements.count()

    @overload
    def __getitem__(self, wanted: int) -> MovementRow: ...
    @overload
    def __getitem__(self, wanted: slice) -> list[MovementRow]: ...
    def __getitem__(self, wanted: int | slice) -> MovementRow | list[MovementRow]:
        if isinstance(wanted, int):
            return self[wanted : wanted + 1][0]
        columns = ("occurred_at", "kind", "item__resource_id", "quantity")
        return list(self._rows(list(self._movements.values_list(*columns)[wanted])))

    def _rows(self, values: list[tuple[datetime, str, int, int]]) -> Iterable[MovementRow]:
        titles = {resource_id for _, _, resource_id, _ in values}
        public = Resource.objects.public().in_bulk(titles)
        for occurred_at, name, resource_id, quantity in values:
            measure, sign = COUNTED[MovementKind(name)]
            # In the headline figure what left counts up and what came back counts down.
            if self._measure == Measure.DISTRIBUTED:
                sign = -1
            title = public.get(resource_id)
            yield MovementRow(occurred_at, measure.label, title, sign * quantity)


def movement_rows(*, measure: Measure, as_of: date | None = None) -> MovementRows:
    """Return the movements that a measure adds up."""
    return MovementRows(measure=measure, as_of=as_of)


def baseline_rows(*, as_of: date | None = None) -> list[BaselineEntry]:
    """Return the baseline as it was recorded, corrections among it, in the order of the years."""
    moment = end_of(as_of)
    entries = BaselineEntry.objects.filter(recorded_at__lte=moment) if moment else None
    return list(BaselineEntry.objects.all() if entries is None else entries)
