"""Folding rows into sums by day, and forgetting what has been kept long enough."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, transaction

from search.models import AskedQuery, QueryDay, QueryPeriod, SearchDay

PERIODS = (7, 30, 90, 365)  # days, today included, over which texts are listed
KEPT_TEXT_DAYS = 400  # a year and a month of texts; sums without texts are kept for good
_LATE_DAYS = 1  # a page asked before midnight is clicked after it

_MEASURES = """count(*) AS asked,
    count(*) FILTER (WHERE total = 0) AS without_results,
    count(*) FILTER (WHERE total > 0 AND clicked_rank IS NULL) AS without_click,
    coalesce(sum(clicked_rank), 0) AS rank_sum"""
_DAY = "(asked_at AT TIME ZONE %(zone)s)::date"
_FRESH = "asked_at >= %(since)s AND asked_at < %(until)s"
_COLUMNS = "asked, without_results, without_click, rank_sum"

_FOLD_DAYS = f"""
INSERT INTO search_day (day, {_COLUMNS}, withheld, degraded)
SELECT {_DAY} AS day, {_MEASURES},
    count(*) FILTER (WHERE is_withheld), count(*) FILTER (WHERE is_degraded)
FROM search_asked_query WHERE {_FRESH} GROUP BY 1
"""  # noqa: S608 - constants of this file
_FOLD_TEXTS = f"""
INSERT INTO search_query_day (day, text, {_COLUMNS})
SELECT {_DAY} AS day, text, {_MEASURES}
FROM search_asked_query WHERE {_FRESH} AND text <> '' GROUP BY 1, 2
"""  # noqa: S608 - constants of this file


_FOLD_PERIOD = f"""
INSERT INTO search_query_period (days, text, {_COLUMNS})
SELECT %(days)s, text, sum(asked), sum(without_results), sum(without_click), sum(rank_sum)
FROM search_query_day WHERE day > %(until)s - %(days)s AND day < %(until)s GROUP BY text
"""  # noqa: S608 - constants of this file


@dataclass(frozen=True, slots=True)
class Folded:
    """What a run did: days folded, rows and sums forgotten."""

    days: int
    rows_forgotten: int
    sums_forgotten: int


def today() -> date:
    """Return the day in Washington."""
    return datetime.now(zone()).date()


def zone() -> ZoneInfo:
    """Return where days begin, whatever time zone a reader has chosen."""
    return ZoneInfo(settings.TIME_ZONE)


def midnight(day: date) -> datetime:
    """Return the moment a day begins."""
    return datetime(day.year, day.month, day.day, tzinfo=zone())


def first_unfolded_day() -> date | None:
    """Return the first day whose rows are not in the sums, or None where nothing ever was."""
    last: date | None = SearchDay.objects.order_by("-day").values_list("day", flat=True).first()
    return last + timedelta(days=1) if last else None


def fold() -> Folded:
    """Bring the sums up to yesterday and forget rows and texts that were kept long enough.

    Days folded lately are folded anew, with the clicks that came after midnight. A second run
    changes nothing.
    """
    until = today()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE search_day IN SHARE ROW EXCLUSIVE MODE")
        is_new_day = first_unfolded_day() != until
        since = _first_to_fold(until)
        days = _refold(since, until) if since else 0
        if is_new_day:  # clicks of the last night wait for the next one: it takes a while
            _fold_periods(until)
        rows, _ = AskedQuery.objects.filter(
            asked_at__lt=midnight(until - timedelta(days=settings.QUERY_LOG_DAYS))
        ).delete()
        oldest = until - timedelta(days=KEPT_TEXT_DAYS)
        sums, _ = QueryDay.objects.filter(day__lt=oldest).delete()
    return Folded(days, rows, sums)


def _first_to_fold(until: date) -> date | None:
    unfolded = first_unfolded_day()
    if unfolded is None:
        first = AskedQuery.objects.order_by("asked_at").values_list("asked_at", flat=True).first()
        return first.astimezone(zone()).date() if first else None
    late = min(unfolded, until) - timedelta(days=_LATE_DAYS)
    # What was forgotten cannot be folded anew; what was never folded was not forgotten either.
    return late if late >= until - timedelta(days=settings.QUERY_LOG_DAYS) else unfolded


def _refold(since: date, until: date) -> int:
    window: dict[str, str | datetime] = {
        "zone": str(zone()),
        "since": midnight(since),
        "until": midnight(until),
    }
    for model in (SearchDay, QueryDay):
        model.objects.filter(day__gte=since, day__lt=until).delete()
    with connection.cursor() as cursor:
        cursor.execute(_FOLD_TEXTS, window)
        cursor.execute(_FOLD_DAYS, window)
        return int(cursor.rowcount)


def _fold_periods(until: date) -> None:
    QueryPeriod.objects.all().delete()
    with connection.cursor() as cursor:
        for days in PERIODS:
            cursor.execute(_FOLD_PERIOD, {"days": days, "until": until})
