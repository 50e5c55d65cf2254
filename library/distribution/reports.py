"""The public report: every figure of one day, its chart and its words, put together once."""

from dataclasses import dataclass
from datetime import date

from library.charts import Chart, stacked
from library.distribution import selectors
from library.distribution.enums import Measure
from library.distribution.selectors import Share, Totals, YearTotals

SERIES = (Measure.BASELINE, Measure.SHIPPED, Measure.HANDED_OUT, Measure.RETURNED)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the headline figure has come toward the goal."""

    distributed: int
    goal: int
    as_of: date

    @property
    def percent(self) -> float:
        """Share of the goal with one decimal, rounded down: 99.96 is not yet 100."""
        return distributed_share(self.distributed, self.goal)

    @property
    def shown(self) -> int:
        """The value of a progress bar, which ends at the goal."""
        return min(max(self.distributed, 0), self.goal)


@dataclass(frozen=True, slots=True)
class Report:
    """One day's report. `by_topic` adds up to more than was shipped; see its selector."""

    as_of: date
    totals: Totals
    progress: Progress
    years: list[YearTotals]
    chart: Chart
    by_state: list[Share]
    by_agency_type: list[Share]
    by_topic: list[Share]

    @property
    def peak(self) -> YearTotals | None:
        """The fiscal year in which most copies went out."""
        dated = [year for year in self.years if year.fiscal_year is not None]
        return max(dated, key=lambda year: year.totals.distributed, default=None)

    @property
    def latest(self) -> YearTotals | None:
        """The last fiscal year that has any copies."""
        return self.years[-1] if self.years and self.years[-1].fiscal_year is not None else None


def progress(*, as_of: date | None = None) -> Progress:
    """Return the counter of the home page. Three statements."""
    counted = selectors.totals(as_of=as_of)
    return _progress(counted, as_of)


def report(*, as_of: date | None = None) -> Report:
    """Return the report of today or of an earlier day. Eight statements."""
    years = selectors.by_fiscal_year(as_of=as_of)
    counted = selectors.sum_up(years)
    return Report(
        as_of=as_of or selectors.today(),
        totals=counted,
        progress=_progress(counted, as_of),
        years=years,
        chart=stacked([(year.label, _parts(year.totals)) for year in years]),
        by_state=selectors.by_state(as_of=as_of),
        by_agency_type=selectors.by_agency_type(as_of=as_of),
        by_topic=selectors.by_topic(as_of=as_of),
    )


def distributed_share(distributed: int, goal: int) -> float:
    """Return the percentage of a goal, rounded down to one decimal; of no goal, 100."""
    return distributed * 1000 // goal / 10 if goal else 100.0


def _progress(counted: Totals, as_of: date | None) -> Progress:
    return Progress(
        distributed=counted.distributed,
        goal=selectors.goal().copies,
        as_of=as_of or selectors.today(),
    )


def _parts(counted: Totals) -> list[tuple[str, int]]:
    """Return a column's parts: what went out above the line, what came back below it."""
    return [
        (
            measure.value,
            -counted.of(measure) if measure is Measure.RETURNED else counted.of(measure),
        )
        for measure in SERIES
    ]
