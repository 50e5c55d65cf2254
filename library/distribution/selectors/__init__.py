"""Adding copies up: the one place where it is done."""

from library.distribution.selectors.breakdowns import Share, by_agency_type, by_state, by_topic
from library.distribution.selectors.rows import baseline_rows, movement_rows
from library.distribution.selectors.totals import (
    Totals,
    YearTotals,
    by_fiscal_year,
    end_of,
    goal,
    sum_up,
    today,
    totals,
)

__all__ = [
    "Share",
    "Totals",
    "YearTotals",
    "baseline_rows",
    "by_agency_type",
    "by_fiscal_year",
    "by_state",
    "by_topic",
    "end_of",
    "goal",
    "movement_rows",
    "sum_up",
    "today",
    "totals",
]
