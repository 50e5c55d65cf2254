"""The headline figure is a sum of rows, the same by any way of adding up."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from library.distribution import selectors
from library.distribution.enums import Measure
from library.distribution.models import BaselineEntry
from library.distribution.selectors import Totals, YearTotals
from library.inventory import ledger
from tests.factories.distribution import (
    BaselineEntryFactory,
    hand_out,
    make_shelf,
    send_parcel,
    take_back,
)

copies = st.integers(0, 10**7)
counted = st.builds(
    Totals,
    baseline=st.integers(-(10**6), 10**7),
    shipped=copies,
    returned=copies,
    handed_out=copies,
)


@given(counted)
def test_headline_is_baseline_plus_out_minus_back(one: Totals) -> None:
    assert one.distributed == one.baseline + one.shipped + one.handed_out - one.returned
    assert one.of(Measure.DISTRIBUTED) == one.distributed


@given(st.lists(counted, max_size=8))
def test_years_add_up_to_the_total_measure_by_measure(years: list[Totals]) -> None:
    total = selectors.sum_up(YearTotals(2000 + n, one) for n, one in enumerate(years))
    for measure in Measure:
        assert total.of(measure) == sum(one.of(measure) for one in years)


@given(
    baseline=st.lists(st.tuples(st.none() | st.integers(1996, 2026), st.integers(-50, 50))),
    movements=st.lists(
        st.tuples(
            st.sampled_from([ledger.hand_out, ledger.take_back, ledger.receive, ledger.write_off]),
            st.integers(1, 50),
            st.datetimes(datetime(2019, 1, 1), datetime(2026, 9, 1), timezones=st.just(UTC)),  # noqa: DTZ001
        ),
        max_size=12,
    ),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@pytest.mark.django_db(transaction=False)
def test_any_history_gives_the_same_sum_by_year_and_in_total(
    baseline: list[tuple[int | None, int]], movements: list[tuple[object, int, datetime]]
) -> None:
    before = selectors.totals()
    BaselineEntry.objects.bulk_create(
        BaselineEntry(source="s", period="p", fiscal_year=year, copies=number)
        for year, number in baseline
        if number
    )
    shelf = make_shelf(copies=2000)
    expected = before.distributed + sum(number for _, number in baseline)
    for verb, number, moment in movements:
        verb(resource_id=shelf, quantity=number, document="d", occurred_at=moment)  # type: ignore[operator]
        expected += {ledger.hand_out: number, ledger.take_back: -number}.get(verb, 0)  # type: ignore[call-overload]
    assert selectors.totals().distributed == expected
    assert selectors.sum_up(selectors.by_fiscal_year()) == selectors.totals()


@pytest.mark.django_db
def test_each_measure_counts_its_own_movements() -> None:
    BaselineEntryFactory.create(copies=500)
    shelf = make_shelf(copies=100)
    send_parcel(shelf, 7)
    hand_out(shelf, 20)
    take_back(shelf, 3)
    ledger.write_off(resource_id=shelf, quantity=11, document="damaged", reason="Water.")
    ledger.adjust(resource_id=shelf, counted=50, document="count 1")
    assert selectors.totals() == Totals(baseline=500, shipped=7, returned=3, handed_out=20)
    assert selectors.totals().distributed == 524


@pytest.mark.django_db
def test_nothing_is_zero() -> None:
    assert selectors.totals() == Totals()
    assert selectors.by_fiscal_year() == []


@pytest.mark.django_db
def test_fiscal_year_turns_on_october_1_in_washington() -> None:
    shelf = make_shelf()
    # 03:59 UTC on October 1 is still September 30 in Washington; a minute later it is not.
    hand_out(shelf, 2, occurred_at=datetime(2024, 10, 1, 3, 59, tzinfo=UTC))
    hand_out(shelf, 5, occurred_at=datetime(2024, 10, 1, 4, 0, tzinfo=UTC))
    BaselineEntryFactory.create(fiscal_year=None, period="Undated", copies=9)
    BaselineEntryFactory.create(fiscal_year=2024, copies=40)
    assert selectors.by_fiscal_year() == [
        YearTotals(None, Totals(baseline=9)),
        YearTotals(2024, Totals(baseline=40, handed_out=2)),
        YearTotals(2025, Totals(handed_out=5)),
    ]


@pytest.mark.django_db
def test_a_year_without_copies_is_not_left_out_between_others() -> None:
    for year in (20, 2010, 2013):
        BaselineEntryFactory.create(fiscal_year=year, copies=1)
    assert selectors.by_fiscal_year() == [
        YearTotals(20, Totals(baseline=1)),  # a mistake does not fill two thousand years
        YearTotals(2010, Totals(baseline=1)),
        YearTotals(2011, Totals()),
        YearTotals(2012, Totals()),
        YearTotals(2013, Totals(baseline=1)),
    ]


@pytest.mark.django_db
def test_an_earlier_day_gives_the_old_figure_again() -> None:
    with time_machine.travel(datetime(2026, 3, 31, 20, tzinfo=UTC), tick=False):
        BaselineEntryFactory.create(copies=100)
        shelf = make_shelf()
        hand_out(shelf, 10)
    with time_machine.travel(datetime(2026, 4, 2, 20, tzinfo=UTC), tick=False):
        BaselineEntryFactory.create(copies=-30)
        hand_out(shelf, 4, occurred_at=datetime(2026, 3, 30, tzinfo=UTC))  # recorded late
    assert selectors.totals(as_of=date(2026, 3, 30)) == Totals()
    assert selectors.totals(as_of=date(2026, 3, 31)) == Totals(baseline=100, handed_out=10)
    assert selectors.totals(as_of=date(2026, 4, 1)).distributed == 110
    assert selectors.totals(as_of=date(2026, 4, 2)).distributed == 84
    earlier = selectors.by_fiscal_year(as_of=date(2026, 3, 31))
    assert selectors.sum_up(earlier).distributed == 110


def test_a_day_ends_at_midnight_in_washington() -> None:
    with time_machine.travel(datetime(2026, 7, 2, 3, 59, tzinfo=UTC), tick=False):
        assert selectors.today() == date(2026, 7, 1)
    end = selectors.end_of(date(2026, 7, 1))
    assert end is not None
    assert end.astimezone(UTC) == datetime(2026, 7, 2, 3, 59, 59, 999999, tzinfo=UTC)
    assert selectors.end_of(None) is None


@pytest.mark.django_db
def test_totals_cost_two_statements(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(2):
        selectors.totals()
    with django_assert_num_queries(2):
        selectors.by_fiscal_year()
