"""Entries, versions, and the turn to feed an engine."""

import pytest
from django.db import connection

from search import outbox
from search.models import DocumentVersion, OutboxEntry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty() -> None:
    OutboxEntry.objects.all().delete()


def test_folding_gives_one_version_to_each_resource_named() -> None:
    outbox.note([5, 3, 5, 5])
    outbox.fold()
    assert sorted(outbox.known_versions()) == [3, 5]
    assert not OutboxEntry.objects.exists()


def test_folding_takes_all_entries_however_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "FOLD_LIMIT", 2)
    outbox.note([1, 1, 1, 1, 2, 3, 4])
    outbox.fold()
    assert sorted(outbox.known_versions()) == [1, 2, 3, 4]


def test_versions_rise_even_when_the_clock_falls_back() -> None:
    far = 4_000_000_000_000_000  # the year 2096
    DocumentVersion.objects.create(resource_id=1, version=far, changed_at="2026-01-01T00:00Z")
    outbox.note([1])
    outbox.fold()
    assert outbox.known_versions() == {1: far + 1}


def test_a_version_starts_above_those_of_a_database_lost() -> None:
    outbox.note([1])
    outbox.fold()
    before = outbox.known_versions()[1]
    DocumentVersion.objects.all().delete()
    outbox.note([1])
    outbox.fold()
    assert outbox.known_versions()[1] > before


def test_what_an_engine_took_is_no_longer_pending_for_it() -> None:
    outbox.note([1, 2])
    outbox.fold()
    versions = outbox.pending("postgresql", 10)
    assert sorted(versions) == [1, 2]
    assert len(outbox.pending("postgresql", 1)) == 1
    outbox.mark("postgresql", {1: versions[1]})
    assert list(outbox.pending("postgresql", 10)) == [2]
    assert sorted(outbox.pending("elasticsearch", 10)) == [1, 2]


def test_a_mark_never_goes_back_and_makes_nothing_newer_done() -> None:
    outbox.note([1])
    outbox.fold()
    version = outbox.known_versions()[1]
    outbox.mark("postgresql", {1: version})
    outbox.mark("postgresql", {1: version - 5})
    assert outbox.pending("postgresql", 10) == {}
    outbox.note([1])
    outbox.fold()
    outbox.mark("postgresql", {1: version})
    assert list(outbox.pending("postgresql", 10)) == [1]


def test_pending_is_read_from_an_index() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN " + outbox.PENDING.format(engine="elasticsearch"), [10])
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "search_pending_elasticsearch" in plan


@pytest.mark.parametrize("name", ["", "solr", "postgresql_version; --"])
def test_an_unknown_engine_is_refused(name: str) -> None:
    for call in (lambda: outbox.pending(name, 1), lambda: outbox.mark(name, {1: 1})):
        with pytest.raises(ValueError, match="no engine is called"):
            call()


def test_one_process_at_a_time_feeds_an_engine() -> None:
    other = connection.copy()
    ask = "SELECT pg_try_advisory_lock(%s, %s), pg_advisory_unlock_all()"
    with outbox.Turn("postgresql") as turn, outbox.Turn("elasticsearch") as unrelated:
        assert turn.take()
        assert unrelated.take()
        with other.cursor() as cursor:
            cursor.execute(ask, turn.key)
            assert cursor.fetchone()[0] is False
    with other.cursor() as cursor:
        cursor.execute(ask, turn.key)
        assert cursor.fetchone()[0] is True
    other.close()
