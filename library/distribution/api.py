"""The distribution figures for machines: the same as on the page."""

from datetime import date

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.errors import HttpError

from library.distribution import selectors
from library.distribution.selectors import Totals, YearTotals

router = Router(tags=["distribution"])


class TotalsOut(Schema):
    """Copies; distributed = baseline + shipped + handed_out - returned."""

    baseline: int
    shipped: int
    returned: int
    handed_out: int
    distributed: int


class YearOut(TotalsOut):
    """The copies of one fiscal year (October 1 to September 30); null for undated ones."""

    fiscal_year: int | None


class DistributionOut(Schema):
    """The report of one day."""

    as_of: date
    goal: int
    totals: TotalsOut
    by_fiscal_year: list[YearOut]


@router.get("/distribution", response=DistributionOut, summary="Resources distributed")
def distribution(request: HttpRequest, as_of: date | None = None) -> DistributionOut:
    """Return the totals, today's or as they stood at the end of an earlier day in Washington."""
    del request
    if as_of is not None and as_of > selectors.today():
        raise HttpError(422, "as_of lies in the future: give today or an earlier day.")
    years = selectors.by_fiscal_year(as_of=as_of)
    return DistributionOut(
        as_of=as_of or selectors.today(),
        goal=selectors.goal().copies,
        totals=TotalsOut(**_values(selectors.sum_up(years))),
        by_fiscal_year=[_year(year) for year in years],
    )


def _year(year: YearTotals) -> YearOut:
    return YearOut(fiscal_year=year.fiscal_year, **_values(year.totals))


def _values(counted: Totals) -> dict[str, int]:
    return {name: getattr(counted, name) for name in TotalsOut.model_fields}
