"""What was asked in a period: queries with their counts, and the course of the days."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db import connection

from search.querylog.sums import first_unfolded_day, midnight, today, zone

MAX_ROWS = 10_000  # of an export

_SUMS = """sum(asked)::int AS asked, sum(without_results)::int AS without_results,
    sum(without_click)::int AS without_click, sum(rank_sum)::int AS rank_sum"""
# Rows that are in no sum yet.
_FRESH = """
SELECT (asked_at AT TIME ZONE %(zone)s)::date AS day, text, 1 AS asked,
    (total = 0)::int AS without_results,
    (total > 0 AND clicked_rank IS NULL)::int AS without_click,
    coalesce(clicked_rank, 0) AS rank_sum
FROM search_asked_query
WHERE asked_at >= greatest(%(midnight)s, %(since_midnight)s) AND text <> '' {of_text}
"""
# The head of the sums, read in order from an index, with what is fresh added to both. As many more
# are read as are fresh: each of those may have been among them.
_GROWN = """
WITH fresh AS MATERIALIZED (SELECT text, {sums} FROM ({fresh}) AS row GROUP BY text),
grown AS (
    SELECT text, fresh.asked + coalesce(known.asked, 0) AS asked,
        fresh.without_results + coalesce(known.without_results, 0) AS without_results,
        fresh.without_click + coalesce(known.without_click, 0) AS without_click,
        fresh.rank_sum + coalesce(known.rank_sum, 0) AS rank_sum
    FROM fresh LEFT JOIN (SELECT * FROM search_query_period WHERE days = %(days)s) AS known
        USING (text))
"""
_QUERIES = """
{grown}, head AS (
    SELECT text, asked, without_results, without_click, rank_sum FROM search_query_period
    WHERE days = %(days)s AND {condition} {of_text} ORDER BY {order} DESC, text
    LIMIT %(limit)s + %(offset)s + (SELECT count(*) FROM fresh))
SELECT * FROM head WHERE text NOT IN (SELECT text FROM fresh)
UNION ALL SELECT * FROM grown WHERE {condition}
ORDER BY {order} DESC, text LIMIT %(limit)s OFFSET %(offset)s
"""
_COUNT = """
{grown} SELECT
    (SELECT count(*) FROM search_query_period WHERE days = %(days)s AND {condition} {of_text})
    - (SELECT count(*) FROM search_query_period
        WHERE days = %(days)s AND {condition} AND text IN (SELECT text FROM fresh))
    + (SELECT count(*) FROM grown WHERE {condition})
"""
_DAYS_OF_TEXT = """
SELECT day, {sums} FROM (
    SELECT day, text, asked, without_results, without_click, rank_sum
    FROM search_query_day WHERE day >= %(since)s AND day < %(unfolded)s {of_text}
    UNION ALL {fresh}) AS known
GROUP BY day ORDER BY day
"""
_DAYS = """
SELECT day, asked, without_results, without_click, rank_sum, withheld FROM search_day
WHERE day >= %(since)s AND day < %(unfolded)s
UNION ALL
SELECT (asked_at AT TIME ZONE %(zone)s)::date, count(*), count(*) FILTER (WHERE total = 0),
    count(*) FILTER (WHERE total > 0 AND clicked_rank IS NULL), coalesce(sum(clicked_rank), 0),
    count(*) FILTER (WHERE is_withheld)
FROM search_asked_query WHERE asked_at >= greatest(%(midnight)s, %(since_midnight)s)
GROUP BY 1 ORDER BY 1
"""


type Window = dict[str, str | int | date | datetime]


class Listing(StrEnum):
    """Which queries are listed, the most frequent of the kind first."""

    TOP = "top"
    ZERO = "zero"
    NO_CLICK = "no-click"


_CONDITIONS = {
    Listing.TOP: ("true", "asked"),
    Listing.ZERO: ("without_results > 0", "without_results"),
    Listing.NO_CLICK: (
        "without_click > 0 AND without_click = asked - without_results",
        "without_click",
    ),
}


@dataclass(frozen=True, slots=True)
class Counts:
    """How often something was asked, and what came of it."""

    asked: int = 0
    without_results: int = 0
    without_click: int = 0
    rank_sum: int = 0

    @property
    def clicked(self) -> int:
        """How many pages had a hit opened."""
        return self.asked - self.without_results - self.without_click

    @property
    def mean_rank(self) -> float | None:
        """The mean rank of what was opened."""
        return round(self.rank_sum / self.clicked, 1) if self.clicked else None

    @property
    def share_without_results(self) -> float:
        """Percent of all pages."""
        return _percent(self.without_results, self.asked)

    @property
    def share_without_click(self) -> float:
        """Percent of the pages that had results."""
        return _percent(self.without_click, self.asked - self.without_results)


@dataclass(frozen=True, slots=True)
class QueryRow:
    """One text and its counts."""

    text: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class DayRow:
    """One day and its counts; `withheld` texts are counted and not kept."""

    day: date
    counts: Counts
    withheld: int = 0


def queries(
    *, listing: Listing, days: int, containing: str = "", limit: int = 50, offset: int = 0
) -> list[QueryRow]:
    """Return a page of the queries of the last days, one of PERIODS. Two statements."""
    page = {"limit": limit, "offset": offset}
    rows = _listed(_QUERIES, listing, days, {"containing": containing, **page})
    return [QueryRow(text, Counts(*counts)) for text, *counts in rows]


def count_of(*, listing: Listing, days: int, containing: str = "") -> int:
    """Return how many queries the same list has. Two statements."""
    ((count,),) = _listed(_COUNT, listing, days, {"containing": containing})
    return int(count)


def course(*, days: int) -> list[DayRow]:
    """Return every one of the last days. Two statements."""
    found = {
        day: DayRow(day, Counts(*counts), withheld)
        for day, *counts, withheld in _rows(_DAYS, _window(days))
    }
    return [found.get(day, DayRow(day, Counts())) for day in _last_days(days)]


def course_of(text: str, *, days: int) -> list[DayRow]:
    """Return every one of the last days of one text, as it is folded. Two statements."""
    of_text = "AND text = %(text)s"
    fresh = _FRESH.format(of_text=of_text)
    statement = _DAYS_OF_TEXT.format(fresh=fresh, sums=_SUMS, of_text=of_text)
    found = {
        day: Counts(*counts) for day, *counts in _rows(statement, _window(days) | {"text": text})
    }
    return [DayRow(day, found.get(day, Counts())) for day in _last_days(days)]


def sum_of(rows: list[DayRow]) -> Counts:
    """Add days up."""
    return Counts(
        asked=sum(row.counts.asked for row in rows),
        without_results=sum(row.counts.without_results for row in rows),
        without_click=sum(row.counts.without_click for row in rows),
        rank_sum=sum(row.counts.rank_sum for row in rows),
    )


def _listed(statement: str, listing: Listing, days: int, values: Window) -> list[tuple[Any, ...]]:
    condition, order = _CONDITIONS[listing]
    of_text = "AND strpos(text, %(containing)s) > 0" if values["containing"] else ""
    grown = _GROWN.format(fresh=_FRESH.format(of_text=of_text), sums=_SUMS)
    statement = statement.format(grown=grown, condition=condition, order=order, of_text=of_text)
    return _rows(statement, _window(days) | {"days": days} | values)


def _window(days: int) -> Window:
    since = _last_days(days)[0]
    unfolded = first_unfolded_day() or since
    return {
        "since": since,
        "unfolded": unfolded,
        "midnight": midnight(unfolded),
        "since_midnight": midnight(since),
        "zone": str(zone()),
    }


def _last_days(days: int) -> list[date]:
    end = today()
    return [end - timedelta(days=back) for back in range(days - 1, -1, -1)]


def _rows(statement: str, parameters: Window) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0
