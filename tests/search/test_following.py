"""The feeding process, its commands, and any mix of changes; on committed rows."""

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.urls import get_resolver
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from library.catalog.models import Contribution, Resource, Topic
from library.inventory import ledger
from search import following
from search.embedded.engine import PostgresEngine
from search.engine import EngineUnavailable, SearchEngine
from search.following import follow
from search.indexing import check, drain, rebuild
from search.query import SearchQuery
from search.question import plain
from search.records import records_for
from tests.factories.catalog import ResourceFactory, TopicFactory

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def followed(engine: SearchEngine) -> Iterator[None]:
    """Run the process that feeds an engine, in a thread."""
    stop = threading.Event()
    thread = threading.Thread(target=follow, args=(engine, stop))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(5)
    assert not thread.is_alive()


def seconds_until(condition: Callable[[], bool]) -> float:
    """Return how long it took, 10 at most."""
    start = time.monotonic()
    while not condition() and time.monotonic() - start < 10:
        time.sleep(0.01)
    return time.monotonic() - start


def test_a_change_is_found_within_two_seconds_of_its_commit(embedded: PostgresEngine) -> None:
    get_resolver().url_patterns  # noqa: B018 - the command's system checks load all addresses
    with followed(embedded):
        for title in ("Aardvark", "Badger", "Capybara"):
            ResourceFactory.create(title=title)
            query = SearchQuery(text=title)
            assert seconds_until(lambda: embedded.search(plain(query)).total == 1) < 2  # noqa: B023


def test_the_process_outlives_an_engine_that_fails(
    embedded: PostgresEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "POLL_SECONDS", 0.05)

    class Shaky(PostgresEngine):
        faults = [EngineUnavailable("postgresql", "down"), ValueError("unforeseen")]

        def write(self, changes: object) -> None:
            if self.faults:
                raise self.faults.pop()
            super().write(changes)  # type: ignore[arg-type]

    ResourceFactory.create()
    with followed(Shaky()):
        assert seconds_until(lambda: embedded.search(plain(SearchQuery())).total == 1) < 5


class TestCommands:
    def test_index_changes_once(self, embedded: PostgresEngine) -> None:
        ResourceFactory.create_batch(2)
        out = StringIO()
        call_command("index_changes", "--once", stdout=out)
        assert "postgresql: 2 documents" in out.getvalue()
        assert embedded.search(plain(SearchQuery())).total == 2

    def test_rebuild_and_check_and_repair(self) -> None:
        ResourceFactory.create_batch(2)
        out = StringIO()
        call_command("rebuild_index", "--engine", "postgresql", stdout=out, stderr=StringIO())
        assert "2 resources read" in out.getvalue()
        call_command("check_index", stdout=out)
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_embedded_document")
        out = StringIO()
        with pytest.raises(CommandError, match="differs"):
            call_command("check_index", "--json", stdout=out)
        assert '"missing": [\n' in out.getvalue()
        call_command("check_index", "--repair", stdout=out, stderr=StringIO())

    def test_an_engine_that_is_not_in_use_is_said_so(self) -> None:
        with pytest.raises(CommandError, match="ELASTICSEARCH_URL"):
            call_command("rebuild_index", "--engine", "elasticsearch")

    def test_an_engine_that_is_down_is_one_line(self, settings: object) -> None:
        settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"  # type: ignore[attr-defined]
        for name in ("rebuild_index", "check_index"):
            with pytest.raises(CommandError, match="elasticsearch is unavailable"):
                call_command(name, stdout=StringIO(), stderr=StringIO())
        with pytest.raises(CommandError, match="elasticsearch is unavailable"):
            call_command("index_changes", "--once", stdout=StringIO())


# Any mix of changes. Each takes a source of chance, so that a failing mix can be told again.


def _some(chance: random.Random) -> Resource | None:
    rows: list[Resource | None] = [*Resource.objects.all(), None]
    return chance.choice(rows)


def save(chance: random.Random) -> None:
    if resource := _some(chance):
        resource.title = f"Title {chance.randrange(9)}"
        resource.topics.set(chance.sample(list(Topic.objects.all()), 2))
        resource.save()


def create(chance: random.Random) -> None:
    ResourceFactory.create(primary_topic=chance.choice(list(Topic.objects.all())))


def publish_or_not(chance: random.Random) -> None:
    if resource := _some(chance):
        if resource.live:
            resource.unpublish()
        else:
            resource.save_revision().publish()


def delete(chance: random.Random) -> None:
    if (resource := _some(chance)) and not hasattr(resource, "stock_item"):
        resource.delete()


def update(chance: random.Random) -> None:
    Resource.objects.filter(pk__gte=chance.randrange(50)).update(kind=chance.choice("ab"))


def bulk_create(chance: random.Random) -> None:
    if resource := _some(chance):
        rows = [Contribution(resource=resource, name=str(n)) for n in range(3)]
        Contribution.objects.bulk_create(rows)


def raw(chance: random.Random) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            chance.choice(
                [
                    "UPDATE catalog_resource SET abstract = md5(title) WHERE id % 2 = 0",
                    "DELETE FROM catalog_contribution",
                    "TRUNCATE catalog_resource_topics",
                    "UPDATE catalog_resource SET product_number = NULL WHERE id % 5 = 0",
                ]
            )
        )


def roll_back(chance: random.Random) -> None:
    with transaction.atomic():
        chance.choice([save, create, delete, update, rename_topic])(chance)
        if chance.random() < 0.5:
            drain(PostgresEngine())  # what it wrote is rolled back as well
        transaction.set_rollback(True)


def rename_topic(chance: random.Random) -> None:
    topic = chance.choice(list(Topic.objects.all()))
    topic.name = topic.slug = f"renamed-{chance.randrange(10**6)}"
    topic.save()


def reparent_topic(chance: random.Random) -> None:
    one, other = chance.sample(list(Topic.objects.all()), 2)
    Topic.objects.filter(pk=one.pk).update(parent=other)  # rings included


def move_stock(chance: random.Random) -> None:
    if resource := _some(chance):
        ledger.open_item(resource_id=resource.pk)
        ledger.receive(resource_id=resource.pk, quantity=1, document="delivery")
        if chance.random() < 0.5:
            ledger.allocate(wanted={resource.pk: 9})


def feed(_: random.Random) -> None:
    drain(PostgresEngine())


def documents() -> list[tuple[object, ...]]:
    """Return all that the live index holds, but for the versions."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT resource_id, vector::text, numbers, topics, audiences, languages, kind,
                format, availability, year, published, title_key, record
            FROM search_embedded_document d JOIN search_embedded_index i ON i.id = d.index_id
            WHERE i.is_live AND d.is_live ORDER BY resource_id"""
        )
        return list(cursor.fetchall())


ACTS = (
    save, create, publish_or_not, delete, update, bulk_create, raw, roll_back,
    rename_topic, reparent_topic, move_stock, feed,
)  # fmt: skip


@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=st.lists(st.sampled_from(ACTS), min_size=8, max_size=20), seed=st.integers(0, 10**6))
def test_after_any_mix_of_changes_the_index_holds_what_the_database_says(
    embedded: PostgresEngine, acts: list[Callable[[random.Random], None]], seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - a test's chance is meant to repeat
    while Topic.objects.count() < 5:
        TopicFactory.create()
    create(chance)
    for act in acts:
        act(chance)
    drain(embedded)

    held = documents()
    assert [pk for pk, *_ in held] == sorted(
        records_for(Resource.objects.values_list("pk", flat=True))
    )
    assert check(embedded).ids == ()
    rebuild(embedded)
    assert held == documents()
