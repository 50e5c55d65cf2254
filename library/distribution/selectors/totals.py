"""The headline figure and its parts, for all time and by fiscal year."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise

from django.db.models import QuerySet, Sum
from django.utils import timezone

from library.distribution.enums import Measure
from library.distribution.models import BaselineEntry, DistributionGoal
from library.inventory.enums import MovementKind
from library.inventory.selectors import WASHINGTON, movement_totals, movements_by_fiscal_year

# Which movements count, and the sign that turns copies that left into a positive number.
COUNTED = {
    MovementKind.SHIPMENT: (Measure.SHIPPED, -1),
    MovementKind.HAND_OUT: (Measure.HANDED_OUT, -1),
    MovementKind.RETURN: (Measure.RETURNED, 1),
}


# Fiscal years without copies between two that have some. More of them, and a year is a mistake.
LONGEST_GAP = 25


@dataclass(frozen=True, slots=True)
class Totals:
    """Copies, each measure by itself. All are positive but a baseline that was corrected down."""

    baseline: int = 0
    shipped: int = 0
    returned: int = 0
    handed_out: int = 0

    @property
    def distributed(self) -> int:
        """The headline figure."""
        return self.baseline + self.shipped + self.handed_out - self.returned

    def of(self, measure: Measure) -> int:
        """Return one measure's copies."""
        copies: int = getattr(self, measure.value)
        return copies


@dataclass(frozen=True, slots=True)
class YearTotals:
    """The copies of one fiscal year; of None, what no document puts in a year."""

    fiscal_year: int | None
    totals: Totals

    @property
    def label(self) -> str:
        """The year as a person reads it."""
        return "Undated" if self.fiscal_year is None else str(self.fiscal_year)


def totals(*, as_of: date | None = None) -> Totals:
    """Return the copies distributed so far, or those recorded by the end of an earlier day."""
    moment = end_of(as_of)
    parts = {Measure.BASELINE: _baseline(moment).aggregate(copies=Sum("copies"))["copies"] or 0}
    for kind, copies in movement_totals(as_of=moment).items():
        if kind in COUNTED:
            measure, sign = COUNTED[kind]
            parts[measure] = sign * copies
    return _totals(parts)


def by_fiscal_year(*, as_of: date | None = None) -> list[YearTotals]:
    """Return the copies of every fiscal year, undated ones first. They add up.

    A year without copies between two that have some stands as nothing, not as left out.
    """
    moment = end_of(as_of)
    years: defaultdict[int | None, dict[Measure, int]] = defaultdict(dict)
    baseline = _baseline(moment).order_by().values_list("fiscal_year").annotate(Sum("copies"))
    for year, copies in baseline:
        years[year][Measure.BASELINE] = copies
    for year, kind, copies in movements_by_fiscal_year(as_of=moment):
        if kind in COUNTED:
            measure, sign = COUNTED[kind]
            years[year][measure] = sign * copies
    dated = sorted(year for year in years if year is not None)
    in_order = [*([None] if None in years else []), *sorted({*dated, *_between(dated)})]
    return [YearTotals(year, _totals(years[year])) for year in in_order]


def sum_up(years: Iterable[YearTotals]) -> Totals:
    """Return the sum over years: the same as `totals` of the same day, without asking again."""
    parts: defaultdict[Measure, int] = defaultdict(int)
    for year in years:
        for measure in Measure:
            parts[measure] += year.totals.of(measure)
    return _totals(parts)


def goal() -> DistributionGoal:
    """Return the goal of the default site: its editors' or, until they set one, the default."""
    saved = DistributionGoal.objects.filter(site__is_default_site=True).first()
    return saved or DistributionGoal()


def today() -> date:
    """Return the day in Washington."""
    return timezone.now().astimezone(WASHINGTON).date()


def end_of(day: date | None) -> datetime | None:
    """Return the last moment of a day in Washington; None, for now, stays None."""
    return None if day is None else datetime.combine(day, time.max, tzinfo=WASHINGTON)


def _baseline(moment: datetime | None) -> QuerySet[BaselineEntry]:
    entries = BaselineEntry.objects.all()
    return entries.filter(recorded_at__lte=moment) if moment else entries


def _between(years: Iterable[int]) -> Iterator[int]:
    """Yield the years that are missing in a sorted row of years."""
    for earlier, later in pairwise(years):
        if later - earlier <= LONGEST_GAP:
            yield from range(earlier + 1, later)


def _totals(parts: dict[Measure, int]) -> Totals:
    return Totals(
        baseline=parts.get(Measure.BASELINE, 0),
        shipped=parts.get(Measure.SHIPPED, 0),
        returned=parts.get(Measure.RETURNED, 0),
        handed_out=parts.get(Measure.HANDED_OUT, 0),
    )
