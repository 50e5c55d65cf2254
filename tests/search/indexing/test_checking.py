"""A check finds every fault, and repair mends those and no others; on both engines."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from django.db import connection

from library.catalog.models import Resource
from search import outbox
from search.embedded.engine import PostgresEngine
from search.embedded.starts import Suggestion
from search.embedded.words import Word
from search.engine import Change, EngineUnavailable, SearchEngine
from search.indexing import check, drain, latest_checks, repair, run_check
from search.models import IndexCheck
from search.records import records_for
from tests.factories.catalog import ResourceFactory
from tests.search.indexing.crowd import crowd

pytestmark = pytest.mark.django_db

FAR = 10**18  # a version beyond all that we ever gave


def past_the_triggers(statement: str, ids: list[int]) -> None:
    """Change rows as a restored table would: nothing is noted."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(f"{statement} WHERE id = ANY(%s)", [ids])
        cursor.execute("SET LOCAL session_replication_role = origin")


class Faults:
    """Injects faults into an index, past everything that would note them."""

    def __init__(self, engine: SearchEngine) -> None:
        self.engine = engine
        self.known = outbox.known_versions()

    def missing(self, ids: list[int]) -> None:
        self.engine.write([Change(pk, self.known[pk] + 5, None) for pk in ids])

    def ghost(self, ids: list[int]) -> None:
        record = next(iter(records_for(self.known).values()))
        self.engine.write([Change(pk, FAR, replace(record, id=pk)) for pk in ids])

    def wrongly_visible(self, ids: list[int]) -> None:
        past_the_triggers("UPDATE catalog_resource SET live = false", ids)

    def changed_in_the_index(self, ids: list[int]) -> None:
        """The version stays: only a look at the words shows it."""
        records = records_for(ids)
        self.engine.write(
            [Change(pk, self.known[pk], replace(records[pk], title="Tampered")) for pk in ids]
        )

    def changed_in_the_database(self, ids: list[int]) -> None:
        past_the_triggers("UPDATE catalog_resource SET abstract = 'Restored'", ids)

    def of_another_version(self, ids: list[int]) -> None:
        records = records_for(ids)
        self.engine.write([Change(pk, FAR, records[pk]) for pk in ids])


def test_300_faults_are_all_found_and_only_they_are_written_anew(engine: SearchEngine) -> None:
    ids = crowd(600)
    drain(engine)
    assert check(engine).ids == ()
    chance = random.Random(3)  # noqa: S311 - a test's chance is meant to repeat
    chosen = chance.sample(ids, 250)
    kinds = [sorted(chosen[start : start + 50]) for start in range(0, 250, 50)]
    ghosts = list(range(900_001, 900_051))
    faults = Faults(engine)
    faults.of_another_version(kinds[0])
    faults.changed_in_the_index(kinds[1])
    faults.changed_in_the_database(kinds[2])
    faults.missing(kinds[3])
    faults.ghost(ghosts)
    faults.wrongly_visible(kinds[4])

    drift = check(engine)
    assert list(drift.kinds) == ["wrongly_visible", "ghost", "missing", "stale"]
    assert drift.wrongly_visible == tuple(kinds[4])
    assert drift.ghost == tuple(ghosts)
    assert drift.missing == tuple(kinds[3])
    assert drift.stale == tuple(sorted(kinds[0] + kinds[1] + kinds[2]))
    before = dict(engine.versions())
    assert repair(engine, drift) == 300
    after = dict(engine.versions())
    assert {pk for pk in after if before.get(pk) != after[pk]} == set(drift.missing + drift.stale)
    assert sorted(after) == sorted(set(ids) - set(kinds[4]))
    assert check(engine).ids == ()


def test_suggestions_and_words_changed_past_us_are_found_and_mended(
    embedded: PostgresEngine,
) -> None:
    robbed, added, renamed, sound = ResourceFactory.create_batch(4)
    drain(embedded)
    assert check(embedded).faults == 0
    started = Suggestion.objects.filter(kind="title")
    started.filter(resource_id=robbed.pk).delete()
    started.filter(resource_id=renamed.pk).update(label="Tampered")
    index = started.get(resource_id=sound.pk).index
    Suggestion.objects.create(index=index, resource_id=added.pk, kind="title", key="tampered")
    words = Word.objects.filter(index=index)
    whole = set(words.values_list("word", "stem", "documents"))
    words.filter(word="").update(documents=9)
    longest, gone = sorted(words.values_list("word", flat=True), key=len)[-2:]
    words.filter(word=gone).delete()
    Word.objects.create(index=index, word="zzz", stem="zzz", documents=3)
    words.filter(word=longest).update(stem="tampered")

    drift = check(embedded)
    assert drift.stale == tuple(sorted((robbed.pk, added.pk, renamed.pk)))
    assert set(drift.words) == {"", "zzz", longest, gone}
    assert drift.faults == 3 + len(drift.words)
    checked = run_check(embedded, mend=True)
    assert (checked.repaired, checked.left.faults) == (3, 0)
    assert set(words.exclude(word="zzz").values_list("word", "stem", "documents")) == whole
    assert words.get(word="zzz").documents == 0
    assert latest_checks("postgresql")[0].words == len(drift.words)


def test_what_is_on_its_way_is_no_drift(
    engine: SearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    ResourceFactory.create()
    drain(engine)
    late = ResourceFactory.create()
    monkeypatch.setattr("search.indexing.checking.drain", lambda _: 0)
    assert check(engine).ids == ()
    assert late.pk not in dict(engine.versions())


@pytest.mark.parametrize("moment", ["versions", "differing"])
def test_what_changes_while_it_looks_is_no_drift(
    embedded: PostgresEngine, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    one, two, three = ResourceFactory.create_batch(3)
    drain(embedded)
    whole: Callable[..., object] = getattr(PostgresEngine, moment)

    def meanwhile(self: PostgresEngine, *arguments: object) -> object:
        Resource.objects.filter(pk=one.pk).update(title="New")
        Resource.objects.filter(pk=two.pk).update(live=False)
        three.delete()
        ResourceFactory.create()
        outbox.fold()
        return whole(self, *arguments)

    monkeypatch.setattr(PostgresEngine, moment, meanwhile)
    assert check(embedded).ids == ()


class TestKept:
    def test_a_result_is_kept_with_what_was_found_and_mended(self, engine: SearchEngine) -> None:
        one, _ = ResourceFactory.create_batch(2)
        drain(engine)
        Faults(engine).missing([one.pk])
        assert run_check(engine, mend=False).repaired is None
        checked = run_check(engine, mend=True)
        assert (checked.found.missing, checked.left.ids, checked.repaired) == ((one.pk,), (), 1)
        mended, looked = latest_checks(engine.name)
        assert (looked.expected, looked.missing, looked.repaired, looked.left) == (2, 1, None, None)
        assert looked.first_ids == {"missing": [one.pk]}
        assert (mended.missing, mended.repaired, mended.left) == (1, 1, 0)
        assert mended.seconds > 0

    def test_an_engine_that_is_down_is_kept_as_that(self) -> None:
        class Down(PostgresEngine):
            def versions(self) -> Iterator[tuple[int, int]]:
                raise EngineUnavailable(self.name, "away")

        with pytest.raises(EngineUnavailable):
            run_check(Down(), mend=True)
        assert "away" in IndexCheck.objects.get().trouble
