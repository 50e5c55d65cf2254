"""Filling an index that is apart from the database: one part is read while one is written."""

from collections.abc import Iterator, Sequence
from threading import Event, get_ident

import pytest

from library.catalog.models import Resource
from search.engine import Change, EngineUnavailable, RecordsRefused
from search.indexing import writing
from search.records import Record, records_for
from tests.factories.catalog import ResourceFactory

pytestmark = pytest.mark.django_db


class Apart:
    """Takes what it is given, one part at a time, as slowly as it is told to."""

    name = "apart"
    is_apart = True

    def __init__(self) -> None:
        self.parts: list[list[int]] = []
        self.threads: set[int] = set()
        self.may_go_on = Event()
        self.may_go_on.set()
        self.faults: dict[int, Exception] = {}

    def write(self, changes: Sequence[Change]) -> None:
        self.may_go_on.wait(10)
        self.threads.add(get_ident())
        ids = [change.resource_id for change in changes]
        if fault := self.faults.get(ids[0]):
            raise fault
        self.parts.append(ids)

    def versions(self) -> Iterator[tuple[int, int]]:
        return iter(())


@pytest.fixture
def resources(monkeypatch: pytest.MonkeyPatch) -> list[Resource]:
    monkeypatch.setattr(writing, "PART", 2)
    return ResourceFactory.create_batch(5)


def test_every_part_is_written_once_in_turn_and_not_by_the_reader(
    resources: list[Resource],
) -> None:
    index, ids = Apart(), [resource.pk for resource in resources]
    assert writing.fill(index, "apart", dict.fromkeys(ids, 1)) == set()
    assert index.parts == [ids[:2], ids[2:4], ids[4:]]
    assert get_ident() not in index.threads


def test_the_next_part_is_read_while_one_is_written_and_no_further(
    resources: list[Resource], monkeypatch: pytest.MonkeyPatch
) -> None:
    index, read = Apart(), 0
    index.may_go_on.clear()

    def counted(ids: dict[int, int]) -> dict[int, Record]:
        nonlocal read
        read += 1
        assert len(index.parts) <= read - 1
        if read == 2:  # the first part has not been written: it waits for this
            assert index.parts == []
            index.may_go_on.set()
        return records_for(ids)

    monkeypatch.setattr(writing, "records_for", counted)
    writing.fill(index, "apart", dict.fromkeys([resource.pk for resource in resources], 1))
    assert read == len(index.parts) == 3


def test_refused_records_are_told_and_hold_up_no_other(resources: list[Resource]) -> None:
    index, ids = Apart(), [resource.pk for resource in resources]
    index.faults = {pk: RecordsRefused("apart", {pk: "too long"}) for pk in (ids[2], ids[4])}
    assert writing.fill(index, "apart", dict.fromkeys(ids, 1)) == {ids[2], ids[4]}
    assert index.parts == [ids[:2]]


@pytest.mark.parametrize("place", [0, 2, 4])
def test_an_engine_that_goes_away_ends_it(resources: list[Resource], place: int) -> None:
    index, ids = Apart(), [resource.pk for resource in resources]
    index.faults = {ids[place]: EngineUnavailable("apart", "gone")}
    with pytest.raises(EngineUnavailable):
        writing.fill(index, "apart", dict.fromkeys(ids, 1))
    assert len(index.parts) <= place // 2 + 1


def test_what_cannot_be_read_ends_it_after_what_is_being_written(
    resources: list[Resource], monkeypatch: pytest.MonkeyPatch
) -> None:
    index, ids = Apart(), [resource.pk for resource in resources]

    def broken(wanted: dict[int, int]) -> dict[int, Record]:
        if ids[2] in wanted:
            raise ValueError("not readable")
        return records_for(wanted)

    monkeypatch.setattr(writing, "records_for", broken)
    with pytest.raises(ValueError, match="not readable"):
        writing.fill(index, "apart", dict.fromkeys(ids, 1))
    assert index.parts == [ids[:2]]
