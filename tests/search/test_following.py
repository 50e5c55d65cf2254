"""The feeding process and its commands, on committed rows."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import get_resolver

from search import following
from search.embedded.engine import PostgresEngine
from search.engine import EngineUnavailable, SearchEngine
from search.following import follow
from search.query import SearchQuery
from search.question import plain
from tests.factories.catalog import ResourceFactory

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
