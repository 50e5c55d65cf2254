"""A library that anything can happen to, for hypothesis: every way in which a document changes."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import time_machine
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone
from elasticsearch import Elasticsearch
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from library.catalog.models import (
    Audience,
    Contribution,
    Identifier,
    Language,
    Resource,
    ResourceFile,
    Series,
    SubjectHeading,
    Topic,
)
from library.inventory import ledger
from library.inventory.ledger import InsufficientStock
from search import outbox
from search.elastic.documents import to_document
from search.engine import EngineUnavailable, SearchEngine
from search.indexing import check, drain, rebuild
from search.records import records_for
from tests.factories.catalog import (
    AudienceFactory,
    ContributionFactory,
    IdentifierFactory,
    ResourceFactory,
    ResourceFileFactory,
    SeriesFactory,
    SubjectHeadingFactory,
    TopicFactory,
    TopicTermFactory,
)

NUMBER = st.integers(0, 10**6)  # which row, which word: the same number is the same change

# Statements that know nothing of the code above the tables.
RAW = (
    "UPDATE catalog_resource SET abstract = md5(title) WHERE id % 2 = 0",
    "UPDATE catalog_resource SET product_number = NULL WHERE id % 5 = 0",
    "UPDATE catalog_resource SET live = NOT live WHERE id % 3 = 0",
    "UPDATE catalog_resource SET series_id = NULL",
    "DELETE FROM catalog_contribution",
    "DELETE FROM catalog_identifier WHERE id % 2 = 0",
    "TRUNCATE catalog_resource_topics",
    "UPDATE catalog_language SET code = 'spa' WHERE code = 'eng'",
)


class Library(RuleBasedStateMachine):
    """The rules; `engines` and `client` are set by the test. Rows are committed for real."""

    engines: tuple[SearchEngine, ...] = ()
    client: Elasticsearch
    alias: str

    @initialize()
    def found(self) -> None:
        """Begin with a small library, and without what was there before."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")  # the ledger is for ever
            cursor.execute(
                "TRUNCATE catalog_resource, catalog_topic, catalog_audience, catalog_language, "
                "catalog_series, wagtailcore_revision CASCADE"
            )
        outbox.note(outbox.known_versions())
        self.topics = TopicFactory.create_batch(4)
        AudienceFactory.create_batch(2)
        self.create(0)
        self.create(1)
        self.drain_both()

    @rule(number=NUMBER)
    def create(self, number: int) -> None:
        ResourceFactory.create(
            live=number % 4 != 0,
            primary_topic=_one(Topic, number),
            audiences=list(Audience.objects.all()[: number % 3]),
            series=SeriesFactory.create() if number % 2 else None,
        )

    @rule(number=NUMBER)
    def save(self, number: int) -> None:
        if resource := _one(Resource, number):
            resource.title = f"Title {number % 9}"
            resource.topics.set(Topic.objects.all()[: number % 4])
            resource.save()

    @rule(number=NUMBER)
    def publish(self, number: int) -> None:
        if resource := _one(Resource, number):
            resource.title = f"Published {number % 9}"
            resource.save_revision().publish()

    @rule(number=NUMBER)
    def keep_a_draft(self, number: int) -> None:
        if resource := _one(Resource, number):
            resource.title = "Nobody may read this yet"
            resource.save_revision()

    @rule(number=NUMBER)
    def unpublish(self, number: int) -> None:
        if resource := _one(Resource, number):
            resource.unpublish()

    @rule(number=NUMBER)
    def schedule(self, number: int) -> None:
        """To be published tomorrow, which comes at once for half of them."""
        if resource := _one(Resource, number):
            resource.go_live_at = timezone.now() + timedelta(days=1)
            resource.title = f"Scheduled {number % 9}"
            resource.save_revision().publish()
            if number % 2:
                self.let_days_pass(number)

    @rule(number=NUMBER)
    def expire(self, number: int) -> None:
        if resource := _one(Resource, number):
            resource.expire_at = timezone.now() + timedelta(hours=1)
            resource.save_revision().publish()
            if number % 2:
                self.let_days_pass(number)

    @rule(number=NUMBER)
    def let_days_pass(self, number: int) -> None:
        with time_machine.travel(timezone.now() + timedelta(days=number % 3), tick=False):
            call_command("publish_scheduled")

    @rule(number=NUMBER)
    def delete(self, number: int) -> None:
        if (resource := _one(Resource, number)) and not hasattr(resource, "stock_item"):
            resource.delete()

    @rule(number=NUMBER)
    def update(self, number: int) -> None:
        Resource.objects.filter(pk__gte=number % 50).update(kind="guide" if number % 2 else "video")

    @rule(number=NUMBER)
    def bulk_create(self, number: int) -> None:
        if resource := _one(Resource, number):
            rows = [Contribution(resource=resource, name=f"Name {n}") for n in range(3)]
            Contribution.objects.bulk_create(rows)
            plain = Resource(title="Bulk", product_number=f"COPS-B{number}", slug=f"b{number}")
            Resource.objects.bulk_create([plain], ignore_conflicts=True)

    @rule(number=NUMBER)
    def add_a_part(self, number: int) -> None:
        if resource := _one(Resource, number):
            makers = (
                ContributionFactory,
                SubjectHeadingFactory,
                IdentifierFactory,
                ResourceFileFactory,
            )
            makers[number % 4].create(resource=resource)

    @rule(number=NUMBER)
    def remove_a_part(self, number: int) -> None:
        parts: tuple[type[Model], ...] = (Contribution, SubjectHeading, Identifier, ResourceFile)
        if row := _one(parts[number % 4], number // 4):
            row.delete()

    @rule(statement=st.sampled_from(RAW))
    def raw(self, statement: str) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)

    @rule(number=NUMBER)
    def rename_a_topic(self, number: int) -> None:
        if topic := _one(Topic, number):
            topic.name = topic.slug = f"renamed-{number}"
            topic.save()
            TopicTermFactory.create(topic=topic)

    @rule(number=NUMBER)
    def move_a_topic(self, number: int) -> None:
        topics = list(Topic.objects.order_by("pk"))
        child, parent = topics[number % len(topics)], topics[number // 7 % len(topics)]
        if child != parent:
            Topic.objects.filter(pk=child.pk).update(parent=parent)  # rings included

    @rule(number=NUMBER)
    def delete_a_topic(self, number: int) -> None:
        if (topic := _one(Topic, number)) and Topic.objects.count() > 2:
            Topic.objects.filter(parent=topic).update(parent=None)
            Resource.objects.filter(primary_topic=topic).update(primary_topic=None)
            topic.delete()

    @rule(number=NUMBER)
    def rename_a_vocabulary(self, number: int) -> None:
        if audience := _one(Audience, number):
            Audience.objects.filter(pk=audience.pk).update(slug=f"audience-{number}-x")
        if language := _one(Language, number):
            language.name = f"Language {number}"
            language.save()
        if series := _one(Series, number):
            series.title = f"Series {number}"
            series.save()

    @rule(number=NUMBER)
    def move_stock(self, number: int) -> None:
        if resource := _one(Resource, number):
            ledger.open_item(resource_id=resource.pk)
            ledger.receive(resource_id=resource.pk, quantity=2, document="delivery")
            if number % 2:
                self.take_stock(resource.pk)

    @rule(number=NUMBER, whole=st.booleans())
    def roll_back(self, number: int, whole: bool) -> None:  # noqa: FBT001 - hypothesis gives it
        """Take changes back: all of a transaction, or what came after a savepoint."""
        changes: list[Callable[[int], None]] = [self.save, self.delete, self.update, self.unpublish]
        with transaction.atomic():
            changes[number % 4](number)
            with transaction.atomic():
                changes[number // 4 % 4](number // 2)
                if number % 3 == 0:
                    drain(self.engines[-1])  # what it wrote to PostgreSQL is taken back as well
                transaction.set_rollback(True)
            transaction.set_rollback(whole)

    @rule(number=NUMBER)
    def drain_one(self, number: int) -> None:
        drain(self.engines[number % 2], batch_size=number % 3 + 1)

    @rule(number=NUMBER)
    def fail_in_mid_write(self, number: int) -> None:
        """An engine takes a batch, and nobody lives to note it."""
        engine = self.engines[number % 2]
        with suppress(EngineUnavailable):
            drain(_Dying(engine), batch_size=2)  # type: ignore[arg-type]

    @rule(number=NUMBER)
    def rebuild_one(self, number: int) -> None:
        rebuild(self.engines[number % 2])

    def take_stock(self, pk: int) -> None:
        with suppress(InsufficientStock):
            ledger.allocate(wanted={pk: 2})

    def drain_both(self) -> None:
        for engine in self.engines:
            drain(engine)

    def teardown(self) -> None:
        """In the end both engines hold, word for word, what the records say."""
        self.drain_both()
        records = records_for(Resource.objects.values_list("pk", flat=True))
        assert {pk: record.title for pk, record in records.items()} == _public_titles()
        assert self._in_elasticsearch() == {pk: to_document(r) for pk, r in records.items()}
        held = self._in_postgresql()
        assert [row[0] for row in held] == sorted(records)
        for engine in self.engines:
            assert check(engine).faults == 0
        rebuild(self.engines[1])
        assert self._in_postgresql() == held

    def _in_elasticsearch(self) -> dict[int, object]:
        self.client.indices.refresh(index=self.alias)
        found = self.client.search(index=self.alias, size=1000)["hits"]["hits"]
        return {int(hit["_id"]): hit["_source"] for hit in found}

    def _in_postgresql(self) -> list[tuple[object, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(
                """SELECT resource_id, to_jsonb(held) - '{id,version,index_id}'::text[]
                FROM search_embedded_document held JOIN search_embedded_index i
                ON i.id = index_id WHERE i.is_live AND held.is_live ORDER BY resource_id"""
            )
            return list(cursor.fetchall())


class _Dying:
    """An engine whose feeder is killed after each write."""

    def __init__(self, engine: SearchEngine) -> None:
        self.engine = engine
        self.name = engine.name

    def is_ready(self) -> bool:
        return self.engine.is_ready()

    def write(self, changes: list[object]) -> None:
        self.engine.write(changes)  # type: ignore[arg-type]
        raise EngineUnavailable(self.name, "killed")


def _public_titles() -> dict[int, str]:
    """Return what may be seen, asked in another way than the records ask."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, title FROM catalog_resource WHERE live AND product_number IS NOT NULL"
        )
        return dict(cursor.fetchall())


def _one[Row](model: type[Row], number: int) -> Row | None:
    """Return some row, the same for the same number and the same table."""
    rows = list(model.objects.order_by("pk"))  # type: ignore[attr-defined]
    return rows[number % len(rows)] if rows else None
