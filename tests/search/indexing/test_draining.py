"""The everyday way of a change, on the engine that is always there."""

from collections.abc import Sequence

import pytest
from django.db import connection

from library.catalog.models import Resource
from search import outbox
from search.embedded.engine import PostgresEngine
from search.engine import Change, EngineUnavailable, RecordsRefused
from search.indexing import check, drain
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
