"""The last copy ships, and every result says so: within two seconds, on both engines."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.test import Client
from pytest_django import Settings

from library.catalog.models import Resource
from library.inventory import ledger
from search.elastic.engine import ElasticEngine
from search.embedded.engine import PostgresEngine
from search.engine import SearchEngine
from search.following import follow
from search.indexing import drain
from tests.factories.catalog import ResourceFactory

pytestmark = pytest.mark.django_db(transaction=True)

ADDRESS = "/api/v1/search"
SECONDS = 2.0


@contextmanager
def followed(engine: SearchEngine) -> Iterator[None]:
    stop = threading.Event()
    thread = threading.Thread(target=follow, args=(engine, stop))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(5)


def availability(client: Client) -> tuple[str, dict[str, int]]:
    """Return what the hit's badge says, and the facet's counts."""
    answer = client.get(ADDRESS, {"q": "aardvark"}).json()
    counts = {each["value"]: each["count"] for each in answer["facets"]["availability"]}
    return answer["hits"][0]["availability"], counts


def seconds_until_shown(client: Client, expected: str) -> float:
    began = time.monotonic()
    while availability(client) != (expected, {expected: 1}):
        assert time.monotonic() - began < 10
        time.sleep(0.02)
    return time.monotonic() - began


def stocked() -> Resource:
    resource: Resource = ResourceFactory.create(title="Aardvark")
    ledger.open_item(resource_id=resource.pk)
    ledger.receive(resource_id=resource.pk, quantity=1, document="delivery 1")
    return resource


def watch(client: Client, engine: SearchEngine) -> None:
    resource = stocked()
    drain(engine)
    with followed(engine):
        seconds_until_shown(client, "available")
        ledger.hand_out(resource_id=resource.pk, quantity=1, document="counter")
        assert seconds_until_shown(client, "back_order") < SECONDS
        ledger.receive(resource_id=resource.pk, quantity=1, document="delivery 2")
        assert seconds_until_shown(client, "available") < SECONDS


def test_on_postgresql(client: Client, embedded: PostgresEngine) -> None:
    watch(client, embedded)


@pytest.mark.elastic
def test_on_elasticsearch(client: Client, elastic: ElasticEngine, settings: Settings) -> None:
    settings.ELASTICSEARCH_URL = elastic._url  # noqa: SLF001
    settings.ELASTICSEARCH_INDEX = elastic._alias  # noqa: SLF001
    watch(client, elastic)
    assert client.get(ADDRESS, {"q": "aardvark"}).json()["engine"] == "elasticsearch"
