"""A rebuild while people write and search: nothing fails, nothing is lost."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from library.catalog.models import Resource
from search.elastic import client as connecting
from search.engine import SearchEngine
from search.following import follow
from search.indexing import check, drain, rebuild, rebuilding
from search.query import SearchQuery
from search.question import plain
from tests.search.indexing.crowd import crowd

pytestmark = pytest.mark.django_db(transaction=True)

QUESTION = plain(SearchQuery(text="steadfast"))


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(connecting, "SEARCH_SECONDS", 10.0)
    connecting.search_client.cache_clear()
    yield
    connecting.search_client.cache_clear()


@contextmanager
def meanwhile(*works: Callable[[], None]) -> Iterator[list[BaseException]]:
    """Do each work over and over in a thread of its own; yield what went wrong."""
    stop = threading.Event()
    wrong: list[BaseException] = []

    def over_and_over(work: Callable[[], None]) -> None:
        try:
            while not stop.is_set():
                work()
        except BaseException as problem:  # noqa: BLE001 - told to the test
            wrong.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=over_and_over, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    try:
        yield wrong
    finally:
        stop.set()
        for thread in threads:
            thread.join(30)


@contextmanager
def fed(engine: SearchEngine) -> Iterator[None]:
    stop = threading.Event()
    thread = threading.Thread(target=follow, args=(engine, stop))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(30)


@pytest.mark.usefixtures("patient")
def test_no_search_is_empty_and_no_write_is_lost(
    engine: SearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rebuilding, "BATCH", 25)
    ids = crowd(300, title="Steadfast")
    drain(engine)
    counted = engine.search(QUESTION).total
    assert counted >= 299
    searches: list[int] = []
    written: dict[int, str] = {}

    def search() -> None:
        searches.append(engine.search(QUESTION).total)

    def write() -> None:
        number = len(written)
        pk = ids[1 + number * 7 % 298]
        title = f"Steadfast anew {number}"
        Resource.objects.filter(pk=pk).update(title=title)
        written[pk] = title
        if number % 3 == 0:
            Resource.objects.filter(pk=ids[0]).update(live=number % 2 == 0)
        time.sleep(0.01)

    with fed(engine), meanwhile(search, search, write) as wrong:
        for _ in range(2):
            rebuild(engine)
    assert wrong == []
    assert len(searches) > 10
    assert set(searches) == {counted}, "a search met an index that was not whole"
    assert written
    assert check(engine).ids == ()
