"""New matches: whom they are told, once, whatever happens in between."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import DjangoAssertNumQueries

from library.catalog.models import Topic
from search.labels import load_labels
from search.lexicon import live_vocabulary
from search.models import Digest, SavedSearch, Subscriber, ToldTitle
from search.saved import matching
from search.saved.matching import OVERLAP, collect, collect_all
from search.saved.periodic import collect_matches
from tests.factories.catalog import TopicFactory
from tests.factories.saved import EMAIL, MORNING, find_it, make_saved, publish

DAY = timedelta(days=1)
Clock = time_machine.Traveller


@pytest.fixture
def clock() -> Iterator[Clock]:
    with time_machine.travel(MORNING, tick=False) as clock:
        yield clock


def told() -> list[list[int]]:
    """Prepare today's digests and return the titles of each search in them."""
    collect_all(load_labels())
    digests = Digest.objects.filter(day=timezone.localdate()).order_by("pk")
    return [part["titles"] for digest in digests for part in digest.content]


@pytest.mark.django_db
def test_only_what_came_after_the_search_is_told_and_only_once(clock: Clock) -> None:
    publish("Gangs before", at=MORNING - DAY)
    make_saved()
    new = publish("Gangs after", at=MORNING + timedelta(hours=1))
    publish("Burglary", at=MORNING + timedelta(hours=1))
    clock.shift(DAY)
    assert told() == [[new.pk]]
    job = ProcrastinateJob.objects.get(task_name="search.send_digest")
    assert job.args == {"digest_id": Digest.objects.get().pk}
    clock.shift(DAY)
    assert told() == []
    newer = publish("Gangs anew")
    clock.shift(DAY)
    assert told() == [[newer.pk]]


@pytest.mark.django_db
def test_there_is_one_digest_a_day(clock: Clock) -> None:
    make_saved()
    first = publish("Gangs")
    assert told() == [[first.pk]]
    second = publish("Gangs, part two")
    clock.shift(timedelta(hours=5))
    assert told() == [[first.pk]]
    clock.shift(DAY)
    assert told() == [[second.pk]]
    assert Digest.objects.count() == 2


@pytest.mark.django_db
def test_all_searches_of_an_address_are_one_digest_and_a_title_is_in_it_once(clock: Clock) -> None:
    make_saved("q=gangs")
    make_saved("format=print")
    make_saved("q=gangs", email="somebody.else@example.gov")
    gangs, other = publish("Gangs"), publish("Burglary")
    assert told() == [[gangs.pk], [other.pk], [gangs.pk]]
    assert Digest.objects.count() == 2


@pytest.mark.django_db
def test_a_title_that_can_be_found_late_is_told_late(clock: Clock) -> None:
    make_saved()
    late = publish("Gangs", at=MORNING + timedelta(minutes=1), live=False)
    clock.shift(2 * DAY)
    assert told() == []
    late.live = True
    late.save()
    find_it(late)
    clock.shift(OVERLAP - 3 * DAY)
    assert told() == [[late.pk]]


@pytest.mark.django_db
def test_a_title_that_went_and_came_back_is_not_told_again(clock: Clock) -> None:
    make_saved()
    title = publish("Gangs")
    assert told() == [[title.pk]]
    for live in (False, True):
        title.live = live
        title.save()
        find_it(title)
        clock.shift(DAY)
        assert told() == []


@pytest.mark.django_db
def test_an_unconfirmed_search_is_told_nothing(clock: Clock) -> None:
    make_saved(confirmed=False)
    publish("Gangs")
    assert told() == []


@pytest.mark.django_db
def test_a_search_whose_filter_is_gone_tells_nothing_instead_of_everything(clock: Clock) -> None:
    topic: Topic = TopicFactory.create(slug="gangs")
    make_saved("topic=gangs")
    publish("Gangs", primary_topic=topic)
    Topic.objects.filter(pk=topic.pk).update(slug="renamed")
    assert told() == []


@pytest.mark.django_db
def test_many_matches_are_all_told_though_few_are_listed(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matching, "SHOWN", 3)
    monkeypatch.setattr("search.saved.selectors.MAX_SIZE", 2)
    make_saved()
    for number in range(5):
        publish(f"Gangs {number}")
    (titles,) = told()
    assert len(titles) == 3
    assert Digest.objects.get().content[0]["count"] == 5
    clock.shift(DAY)
    assert told() == []


@pytest.mark.django_db
def test_a_job_that_dies_in_the_middle_leaves_nothing_behind(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_saved()
    title = publish("Gangs")

    def die(*, digest_id: int) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(matching, "defer_digest_mail", die)
        with pytest.raises(SystemExit):
            told()
    assert not ToldTitle.objects.exists()
    assert told() == [[title.pk]]


@pytest.mark.django_db(transaction=True)
def test_two_jobs_at_once_make_one_digest() -> None:
    with time_machine.travel(MORNING, tick=False):
        search = make_saved()
        publish("Gangs")
        labels = load_labels()

        def run(_: int) -> bool:
            try:
                made = collect(subscriber_id=search.subscriber_id, labels=labels)
                return made is not None
            finally:
                connection.close()

        with ThreadPoolExecutor(4) as pool:
            assert sum(pool.map(run, range(8))) == 1
    assert Digest.objects.count() == 1
    assert ToldTitle.objects.count() == 1


@pytest.mark.django_db
def test_nobody_is_written_to_in_the_night(clock: Clock) -> None:
    make_saved()
    publish("Gangs")
    clock.move_to(MORNING + timedelta(hours=15))  # one in the morning
    collect_matches(0)
    assert not Digest.objects.exists()
    clock.shift(timedelta(hours=6))
    collect_matches(0)
    assert Digest.objects.get().subscriber.email == EMAIL
    assert mail.outbox == []


@pytest.mark.django_db
def test_titles_cost_no_statements_of_their_own(
    clock: Clock, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    make_saved()
    for number in range(30):
        publish(f"Gangs {number}")
    labels = load_labels()
    live_vocabulary()  # as any process has that has searched before
    with django_assert_max_num_queries(14):
        collect(subscriber_id=Subscriber.objects.get().pk, labels=labels)
    assert ToldTitle.objects.count() == 30
    assert SavedSearch.objects.count() == 1
