"""The public counter."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Site

from library.distribution.models import DistributionGoal
from library.distribution.reports import Progress, progress
from library.distribution.templatetags.distribution import copies, distribution_counter
from tests.factories.distribution import BaselineEntryFactory


@pytest.mark.django_db
def test_counter_shows_figure_goal_and_day() -> None:
    BaselineEntryFactory.create(copies=1_234_567)
    DistributionGoal.objects.create(site=Site.objects.get(), copies=2_000_000)
    with time_machine.travel(datetime(2026, 11, 24, 2, tzinfo=UTC), tick=False):
        html = render_to_string("distribution/counter.html", distribution_counter())
    assert "1,234,567" in html
    assert "61.7% of the goal of 2,000,000" in html
    assert '<progress id="counter-progress" max="2000000" value="1234567">' in html
    assert '<label class="counter__label" for="counter-progress">' in html
    assert '<time datetime="2026-11-23">November 23, 2026</time>' in html


@pytest.mark.django_db
def test_goal_is_the_default_until_editors_set_one(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(3):
        assert progress().goal == 1_100_000
    assert not DistributionGoal.objects.exists()


@given(st.integers(-1000, 3_000_000), st.integers(0, 2_000_000))
def test_progress_never_claims_more_than_is_true(distributed: int, goal: int) -> None:
    counter = Progress(distributed=distributed, goal=goal, as_of=date(2026, 1, 1))
    assert 0 <= counter.shown <= goal
    if goal:
        assert counter.percent * goal <= distributed * 100 + 1e-6 * goal
        assert (counter.percent >= 100) == (distributed >= goal)


def test_figures_have_separators_and_a_minus_sign() -> None:
    assert copies(1_100_000) == "1,100,000"
    assert copies(-3_500) == "−3,500"  # noqa: RUF001
