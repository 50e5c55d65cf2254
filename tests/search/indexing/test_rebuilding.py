"""A rebuild: what it holds, how it goes on, how it stops, and what it refuses."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from threading import Event

import pytest
from django.db import connection
from django.utils import timezone
from elasticsearch import Elasticsearch

from library.catalog.models import Resource
from search import outbox
from search.elastic.engine import ElasticEngine
from search.embedded.documents import EmbeddedIndex
from search.embedded.engine import PostgresEngine
from search.engine import (
    Change,
    EngineUnavailable,
    FreshIndex,
    Interrupted,
    RecordsRefused,
    SearchEngine,
)
from search.indexing import (
    AlreadyRebuilding,
    Incomplete,
    RebuildCancelled,
    check,
    drain,
    is_rebuilding,
    latest_run,
    rebuild,
    rebuilding,
    request_stop,
)
from search.models import Rebuild
from search.records import records_for
from tests.factories.catalog import ResourceFactory

pytestmark = pytest.mark.django_db


def held(engine: SearchEngine) -> list[int]:
    """Return the ids of the documents an engine holds."""
    return [pk for pk, _ in engine.versions()]


def the_run(engine: SearchEngine) -> Rebuild:
    run = latest_run(engine.name)
    assert run
    return run


@pytest.fixture
def five(engine: SearchEngine, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Five public resources, all in the index; rebuilding takes them one by one."""
    monkeypatch.setattr(rebuilding, "BATCH", 1)
    ids = [resource.pk for resource in ResourceFactory.create_batch(5)]
    drain(engine)
    Rebuild.objects.all().delete()
    return ids


def stop_at(done: int, action: Callable[[], None]) -> Callable[[int, int], None]:
    """Return a listener that does something when so many are done."""
    return lambda now, _total: action() if now == done else None


def killed() -> None:
    """End as a killed process does, whose code after this line never runs."""
    raise Killed


class Killed(Exception):
    pass


@pytest.fixture
def deadly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Killed leave everything as it stands, as the end of a process does."""
    monkeypatch.setattr("search.indexing.runs.end", lambda *_: None)
    monkeypatch.setattr("search.elastic.indices.abandon", lambda *_: None)
    monkeypatch.setattr("search.embedded.engine.Interrupted", Killed)


class TestFilling:
    def test_it_holds_everything_public_and_nothing_else(self, engine: SearchEngine) -> None:
        public, hidden = ResourceFactory.create_batch(2)
        Resource.objects.filter(pk=hidden.pk).update(live=False)
        drain(engine)
        engine.write([Change(999_999, 1, records_for([public.pk])[public.pk])])
        told: list[tuple[int, int]] = []
        assert rebuild(engine, progress=lambda done, of: told.append((done, of))) == 2
        assert held(engine) == [public.pk]
        assert told == [(2, 2)]
        assert drain(engine) == 0
        assert (the_run(engine).state, the_run(engine).done) == (Rebuild.State.FINISHED, 2)

    def test_changes_made_meanwhile_are_in_the_new_index(self, engine: SearchEngine) -> None:
        changed, gone = ResourceFactory.create_batch(2)
        drain(engine)
        late: list[Resource] = []

        def meanwhile(_done: int, _of: int) -> None:
            Resource.objects.filter(pk=changed.pk).update(title="Changed meanwhile")
            gone.delete()
            late.append(ResourceFactory.create(title="Late"))
            drain(engine)  # into the old index

        rebuild(engine, progress=meanwhile)
        assert held(engine) == [changed.pk, late[0].pk]
        assert check(engine).ids == ()

    def test_a_refused_record_does_not_stop_it(
        self, embedded: PostgresEngine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        bad, good = ResourceFactory.create_batch(2)

        def picky(self: object, changes: Sequence[Change]) -> None:
            write(self, [c for c in changes if c.resource_id != bad.pk])  # type: ignore[arg-type]
            raise RecordsRefused("postgresql", {bad.pk: "too long"})

        from search.embedded.writing import BuildWriter  # noqa: PLC0415

        write = BuildWriter.write
        monkeypatch.setattr(BuildWriter, "write", picky)
        rebuild(embedded)
        assert held(embedded) == [good.pk]
        assert the_run(embedded).refused == 1


class TestGoingOn:
    @pytest.mark.usefixtures("deadly")
    def test_one_that_was_killed_goes_on_where_it_was(
        self, engine: SearchEngine, five: list[int], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with pytest.raises(Killed):
            rebuild(engine, progress=stop_at(3, killed))
        assert held(engine) == five  # the old one answers
        run = the_run(engine)
        assert (run.state, run.done, run.position) == (Rebuild.State.RUNNING, 3, five[2])
        assert not is_rebuilding(engine.name)
        monkeypatch.undo()

        Resource.objects.filter(pk=five[0]).update(title="Changed after the kill")
        told: list[tuple[int, int]] = []
        assert rebuild(engine, progress=lambda *now: told.append(now)) == 3
        assert told[-1] == (5, 5)
        assert the_run(engine).pk == run.pk
        assert the_run(engine).done_before == 2
        assert held(engine) == five
        assert check(engine).ids == ()

    @pytest.mark.usefixtures("five")
    def test_one_whose_engine_went_away_goes_on(self, engine: SearchEngine) -> None:
        def away() -> None:
            raise EngineUnavailable(engine.name, "gone")

        with pytest.raises(EngineUnavailable):
            rebuild(engine, progress=stop_at(2, away))
        assert "gone" in the_run(engine).reason
        assert rebuild(engine) == 3

    @pytest.mark.usefixtures("five")
    def test_one_whose_process_ends_in_order_goes_on(self, engine: SearchEngine) -> None:
        with pytest.raises(Interrupted):
            rebuild(engine, should_pause=lambda: True)
        assert rebuild(engine) == 4

    def test_an_index_of_another_layout_is_started_anew(
        self, elastic: ElasticEngine, client: Elasticsearch, alias: str
    ) -> None:
        ResourceFactory.create_batch(2)
        other = f"{alias}-00000000-{timezone.now():%Y%m%d%H%M%S%f}"
        client.indices.create(index=other)
        Rebuild.objects.create(engine=elastic.name, index_name=other)
        assert rebuild(elastic) == 2
        assert the_run(elastic).index_name != other

    def test_one_that_is_too_old_is_started_anew(self, embedded: PostgresEngine) -> None:
        ResourceFactory.create()
        with pytest.raises(Interrupted):
            rebuild(embedded, should_pause=lambda: True)
        name = the_run(embedded).index_name
        old = timezone.now() - timedelta(hours=25)
        EmbeddedIndex.objects.filter(pk=int(name)).update(opened_at=old)
        assert rebuild(embedded) == 1
        assert the_run(embedded).index_name != name
        assert EmbeddedIndex.objects.count() == 1


class TestStopping:
    @pytest.mark.parametrize("how", ["by request", "by Ctrl-C"])
    def test_a_cancelled_one_leaves_nothing(
        self, engine: SearchEngine, five: list[int], how: str
    ) -> None:
        pressed = Event()
        action = pressed.set if how == "by Ctrl-C" else lambda: request_stop(engine.name)
        names: list[str] = []
        with (
            opened_as(engine, names),
            pytest.raises(RebuildCancelled),
        ):
            rebuild(engine, progress=stop_at(2, action), should_cancel=pressed.is_set)
        run = the_run(engine)
        assert run.state == Rebuild.State.CANCELLED
        assert run.done <= 3
        assert run.index_name == names[0]
        assert not is_rebuilding(engine.name)
        assert held(engine) == five
        with engine.fresh_index(run.index_name) as fresh:
            assert fresh.name != run.index_name  # it is gone
        assert rebuild(engine) == 5

    def test_one_that_fails_leaves_the_old_index_and_what_is_pending(
        self, engine: SearchEngine, five: list[int]
    ) -> None:
        second = ResourceFactory.create()

        def spill() -> None:
            raise RuntimeError("spilt")

        with pytest.raises(RuntimeError):
            rebuild(engine, progress=stop_at(2, spill))
        assert held(engine) == five
        assert list(outbox.pending(engine.name, 10)) == [second.pk]
        assert (the_run(engine).state, the_run(engine).reason) == (Rebuild.State.FAILED, "spilt")

    def test_two_at_once_are_one(self, embedded: PostgresEngine) -> None:
        other = connection.copy()
        with other.cursor() as cursor:
            key = outbox.Turn(embedded.name, "rebuild").key
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", key)
            assert is_rebuilding(embedded.name)
            with pytest.raises(AlreadyRebuilding):
                rebuild(embedded)
        other.close()


class TestProof:
    @pytest.mark.parametrize("fault", ["missing", "ghost", "stale"])
    def test_an_index_that_is_not_right_is_not_swapped_in(
        self, engine: SearchEngine, five: list[int], fault: str
    ) -> None:
        fresh: list[FreshIndex] = []

        def spoil() -> None:
            record = records_for(five[:1])[five[0]]
            known = outbox.known_versions()[five[0]]
            fresh[0].write(
                {
                    "missing": [Change(five[0], known + 1, None)],
                    "ghost": [Change(999_999, 1, record)],
                    "stale": [Change(five[0], known + 1, record)],
                }[fault]
            )

        with opened_as(engine, [], fresh), pytest.raises(Incomplete, match=f"1 {fault} of 5"):
            rebuild(engine, progress=stop_at(5, spoil))
        assert held(engine) == five
        run = the_run(engine)
        assert run.state == Rebuild.State.FAILED
        assert "the old one stays" in run.reason


@contextmanager
def opened_as(
    engine: SearchEngine, names: list[str], indices: list[FreshIndex] | None = None
) -> Iterator[None]:
    """Note the fresh indices that an engine opens meanwhile."""
    original = type(engine).fresh_index

    @contextmanager
    def noting(self: SearchEngine, name: str = "") -> Iterator[FreshIndex]:
        with original(self, name) as fresh:
            names.append(fresh.name)
            if indices is not None:
                indices.append(fresh)
            yield fresh

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(engine), "fresh_index", noting)
        yield
