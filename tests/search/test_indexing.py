"""Drain, rebuild, check and repair, on the engine that is always there."""

from collections.abc import Sequence

import pytest
from django.db import connection

from library.catalog.models import Resource
from search import outbox
from search.embedded.engine import PostgresEngine
from search.engine import Change, EngineUnavailable, RecordsRefused
from search.indexing import check, drain, rebuild, repair
from search.query import SearchQuery
from search.question import plain
from search.records import records_for
from tests.factories.catalog import ResourceFactory

pytestmark = pytest.mark.django_db


def held(engine: PostgresEngine) -> list[int]:
    """Return the ids of the documents an engine holds."""
    return [pk for pk, _ in engine.versions()]


class TestDrain:
    def test_it_brings_everything_across_and_then_nothing(self, embedded: PostgresEngine) -> None:
        ids = [resource.pk for resource in ResourceFactory.create_batch(5)]
        assert drain(embedded, batch_size=2) == 5
        assert held(embedded) == ids
        assert drain(embedded) == 0

    def test_a_resource_that_is_no_longer_public_goes(self, embedded: PostgresEngine) -> None:
        one, two, three = ResourceFactory.create_batch(3)
        drain(embedded)
        Resource.objects.filter(pk=one.pk).update(live=False)
        two.delete()
        assert drain(embedded) == 2
        assert held(embedded) == [three.pk]

    def test_it_does_nothing_while_another_feeds(self, embedded: PostgresEngine) -> None:
        ResourceFactory.create()
        other = connection.copy()
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", outbox.Turn(embedded.name).key)
            assert drain(embedded) == 0
        other.close()
        assert held(embedded) == []

    def test_what_an_engine_did_not_take_stays_pending(self, embedded: PostgresEngine) -> None:
        class Down(PostgresEngine):
            def write(self, changes: Sequence[Change]) -> None:
                raise EngineUnavailable(self.name, f"{len(changes)} changes lost")

        resource = ResourceFactory.create()
        with pytest.raises(EngineUnavailable):
            drain(Down())
        assert list(outbox.pending(embedded.name, 10)) == [resource.pk]
        assert drain(embedded) == 1

    def test_a_refused_record_is_told_and_holds_up_no_other(
        self, embedded: PostgresEngine, caplog: pytest.LogCaptureFixture
    ) -> None:
        class Picky(PostgresEngine):
            def write(self, changes: Sequence[Change]) -> None:
                super().write([c for c in changes if c.resource_id != bad.pk])
                raise RecordsRefused(self.name, {bad.pk: "too long"})

        bad, good = ResourceFactory.create_batch(2)
        drain(Picky())
        assert held(embedded) == [good.pk]
        assert f"refused resources [{bad.pk}]" in caplog.text
        assert check(embedded).missing == (bad.pk,)

    def test_an_engine_without_an_index_gets_a_full_one(self, embedded: PostgresEngine) -> None:
        resource = ResourceFactory.create()
        drain(embedded)
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_embedded_index")
        assert not embedded.is_ready()
        assert drain(embedded) == 1
        assert held(embedded) == [resource.pk]


class TestRebuild:
    def test_it_holds_everything_public_and_nothing_else(self, embedded: PostgresEngine) -> None:
        public, hidden = ResourceFactory.create_batch(2)
        Resource.objects.filter(pk=hidden.pk).update(live=False)
        embedded.write([Change(999_999, 1, records_for([public.pk])[public.pk])])
        told: list[tuple[int, int]] = []
        assert rebuild(embedded, progress=lambda done, of: told.append((done, of))) == 2
        assert held(embedded) == [public.pk]
        assert told == [(2, 2)]
        assert drain(embedded) == 0

    def test_changes_made_meanwhile_are_in_the_new_index(self, embedded: PostgresEngine) -> None:
        changed, gone = ResourceFactory.create_batch(2)
        drain(embedded)
        late: list[Resource] = []

        def meanwhile(_done: int, _of: int) -> None:
            Resource.objects.filter(pk=changed.pk).update(title="Changed meanwhile")
            gone.delete()
            late.append(ResourceFactory.create(title="Late"))
            drain(embedded)  # into the old index

        pk = gone.pk
        rebuild(embedded, progress=meanwhile)
        assert held(embedded) == [changed.pk, late[0].pk]
        assert pk not in held(embedded)
        assert embedded.search(plain(SearchQuery(text="meanwhile"))).total == 1
        assert check(embedded).ids == ()

    def test_one_that_fails_leaves_the_old_index_and_what_is_pending(
        self, embedded: PostgresEngine
    ) -> None:
        first = ResourceFactory.create()
        drain(embedded)
        second = ResourceFactory.create()

        def spill(_done: int, _of: int) -> None:
            raise RuntimeError

        with pytest.raises(RuntimeError):
            rebuild(embedded, progress=spill)
        assert held(embedded) == [first.pk]
        assert list(outbox.pending(embedded.name, 10)) == [second.pk]


class TestCheck:
    def test_it_finds_what_is_missing_ghost_and_stale(self, embedded: PostgresEngine) -> None:
        missing, ghost, stale, right = ResourceFactory.create_batch(4)
        drain(embedded)
        with connection.cursor() as cursor:
            change = "UPDATE search_embedded_document SET {} WHERE resource_id = %s"
            cursor.execute(change.format("is_live = false"), [missing.pk])
            cursor.execute(change.format("version = version - 1"), [stale.pk])
            cursor.execute("UPDATE search_embedded_document SET is_live = true")
            cursor.execute(
                "DELETE FROM search_embedded_document WHERE resource_id=%s", [missing.pk]
            )
            # A change past the triggers, as a restored table would be.
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute("UPDATE catalog_resource SET live = false WHERE id = %s", [ghost.pk])
            cursor.execute("SET LOCAL session_replication_role = origin")
        drift = check(embedded)
        assert drift.expected == 3
        assert (drift.missing, drift.ghost, drift.stale) == (
            (missing.pk,),
            (ghost.pk,),
            (stale.pk,),
        )
        assert repair(embedded, drift) == 3
        assert check(embedded).ids == ()
        assert held(embedded) == [missing.pk, stale.pk, right.pk]

    def test_what_is_on_its_way_is_no_drift(
        self, embedded: PostgresEngine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        resource = ResourceFactory.create()
        monkeypatch.setattr("search.indexing.drain", lambda _: 0)
        assert check(embedded).ids == ()
        assert held(embedded) == []
        assert resource.live
