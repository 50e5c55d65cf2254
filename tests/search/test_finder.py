"""Which engine answers, and what happens when it does not."""

import socket
import time
from collections.abc import Iterator

import pytest
from pytest_django import Settings

from search import finder
from search.breaker import State
from search.elastic.engine import ElasticEngine
from search.embedded.engine import PostgresEngine
from search.engine import Change
from search.query import SearchQuery
from tests.search.records import make_record

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_breakers() -> Iterator[None]:
    finder.breaker_of.cache_clear()
    yield
    finder.breaker_of.cache_clear()


@pytest.fixture
def indexed(embedded: PostgresEngine) -> None:
    embedded.write([Change(1, 1, make_record(1, title="Gangs"))])


@pytest.fixture
def silent_server() -> Iterator[str]:
    """A server that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0), backlog=50) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


@pytest.fixture
def no_server() -> str:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return f"http://127.0.0.1:{server.getsockname()[1]}"


def test_postgresql_answers_where_there_is_nothing_else(indexed: None) -> None:
    results = finder.find(SearchQuery(text="gangs"))
    assert (results.engine, results.degraded, results.total) == ("postgresql", False, 1)
    assert finder.status() == finder.Status("postgresql", State.CLOSED)


def test_every_engine_is_to_be_fed(settings: Settings, no_server: str) -> None:
    assert [type(engine) for engine in finder.engines()] == [PostgresEngine]
    settings.ELASTICSEARCH_URL = no_server
    assert [type(engine) for engine in finder.engines()] == [ElasticEngine, PostgresEngine]


def test_a_refusing_server_is_gone_round(indexed: None, settings: Settings, no_server: str) -> None:
    settings.ELASTICSEARCH_URL = no_server
    results = finder.find(SearchQuery(text="gangs"))
    assert (results.engine, results.degraded, results.total) == ("postgresql", True, 1)
    assert finder.status() == finder.Status("elasticsearch", State.CLOSED)
    for _ in range(2):
        finder.find(SearchQuery())
    assert finder.status().breaker == State.OPEN
    assert finder.find(SearchQuery()).degraded


def test_a_hung_server_costs_less_than_a_second_and_then_nothing(
    indexed: None, settings: Settings, silent_server: str
) -> None:
    settings.ELASTICSEARCH_URL = silent_server
    waits = []
    for _ in range(5):
        start = time.perf_counter()
        assert finder.find(SearchQuery(text="gangs")).total == 1
        waits.append(time.perf_counter() - start)
    assert min(waits[:3]) < 1.0  # other work on the machine only adds
    assert max(waits) < 1.2
    assert max(waits[3:]) < 0.3


@pytest.mark.elastic
def test_elasticsearch_answers_where_it_is_configured(
    settings: Settings, elasticsearch_url: str
) -> None:
    settings.ELASTICSEARCH_URL = elasticsearch_url
    settings.ELASTICSEARCH_INDEX = "test-finder-resources"
    engine = finder.engines()[0]
    with engine.fresh_index() as fresh:
        fresh.write([Change(1, 1, make_record(1, title="Gangs"))])
    results = finder.find(SearchQuery(text="gangs"))
    assert (results.engine, results.degraded, results.total) == ("elasticsearch", False, 1)
