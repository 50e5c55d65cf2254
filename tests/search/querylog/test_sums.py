"""Rows become sums by day, once, and are forgotten."""

from datetime import UTC, date, datetime, timedelta

import pytest
from time_machine import travel

from search.models import AskedQuery, QueryDay, SearchDay
from search.querylog.selectors import (
    Counts,
    Listing,
    count_of,
    course,
    course_of,
    queries,
    sum_of,
)
from search.querylog.sums import fold
from search.tasks import fold_queries

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 10, 16, tzinfo=UTC)  # in Washington, the 10th


def ask(
    text: str, *, ago: timedelta = timedelta(0), total: int = 5, rank: int | None = None
) -> None:
    AskedQuery.objects.create(
        text=text, asked_at=NOON - ago, total=total, clicked_rank=rank, engine="postgresql"
    )


def days(count: int) -> timedelta:
    return timedelta(days=count)


def state() -> list[tuple[object, ...]]:
    return [
        *QueryDay.objects.order_by("day", "text").values_list("day", "text", "asked"),
        *SearchDay.objects.order_by("day").values_list("day", "asked", "rank_sum"),
    ]


@travel(NOON, tick=False)
def test_finished_days_are_folded_and_today_is_not() -> None:
    ask("gangs", ago=days(2))
    ask("gangs", ago=days(1), rank=3)
    ask("", ago=days(1))
    ask("gangs")
    assert fold().days == 2
    assert state() == [
        (date(2026, 3, 8), "gangs", 1),
        (date(2026, 3, 9), "gangs", 1),
        (date(2026, 3, 8), 1, 0),
        (date(2026, 3, 9), 2, 3),
    ]


@travel(NOON, tick=False)
def test_folding_again_changes_nothing_but_late_clicks() -> None:
    ask("gangs", ago=days(1))
    fold()
    before = state()
    fold_queries(timestamp=0)
    assert state() == before
    AskedQuery.objects.update(clicked_rank=2)
    fold()
    assert SearchDay.objects.get().rank_sum == 2


@travel(NOON, tick=False)
def test_a_day_begins_at_midnight_in_washington() -> None:
    ask("late", ago=timedelta(hours=13))  # 03:00 in London, still the 9th in Washington
    fold()
    assert SearchDay.objects.get().day == date(2026, 3, 9)


@travel(NOON, tick=False)
def test_rows_are_forgotten_and_their_sums_stay() -> None:
    ask("gangs", ago=days(91))
    ask("gangs", ago=days(89))
    folded = fold()
    assert (folded.days, folded.rows_forgotten) == (2, 1)
    fold()
    assert SearchDay.objects.count() == 2


def test_sums_outlive_a_long_quiet() -> None:
    with travel(NOON, tick=False):
        ask("gangs", ago=days(1))
        fold()
    with travel(NOON + days(100), tick=False):
        fold()
        assert not AskedQuery.objects.exists()
        fold()
        assert SearchDay.objects.get().asked == 1
    with travel(NOON + days(402), tick=False):
        assert fold().sums_forgotten == 1
        assert (QueryDay.objects.count(), SearchDay.objects.count()) == (0, 1)


@pytest.mark.parametrize("is_folded", [False, True])
@travel(NOON, tick=False)
def test_lists_are_the_same_before_and_after_folding(*, is_folded: bool) -> None:
    for ago in (0, 1, 2):
        ask("gangs", ago=days(ago), rank=ago or None)
        ask("nothing here", ago=days(ago), total=0)
    ask("seen, not opened", ago=days(1))
    ask("long ago", ago=days(8))
    if is_folded:
        fold()
    top = queries(listing=Listing.TOP, days=7)
    assert [(row.text, row.counts.asked) for row in top] == [
        ("gangs", 3),
        ("nothing here", 3),
        ("seen, not opened", 1),
    ]
    assert count_of(listing=Listing.TOP, days=7) == 3
    assert count_of(listing=Listing.ZERO, days=7) == 1
    assert top[0].counts == Counts(asked=3, without_results=0, without_click=1, rank_sum=3)
    assert top[0].counts.mean_rank == 1.5
    assert [row.text for row in queries(listing=Listing.ZERO, days=7)] == ["nothing here"]
    assert [row.text for row in queries(listing=Listing.NO_CLICK, days=7)] == ["seen, not opened"]
    assert queries(listing=Listing.TOP, days=7, limit=1, offset=1)[0].text == "nothing here"
    assert count_of(listing=Listing.TOP, days=7, containing="ope") == 1
    rows = course(days=7)
    assert [row.counts.asked for row in rows] == [0, 0, 0, 0, 2, 3, 2]
    assert sum_of(rows).share_without_results == 42.9
    assert [row.counts.asked for row in course_of("gangs", days=7)] == [0, 0, 0, 0, 1, 1, 1]
