"""A live Elasticsearch and an alias of the test's own."""

import uuid
from collections.abc import Iterator

import pytest
from elasticsearch import Elasticsearch

from search.elastic import client as connecting
from search.elastic.engine import ElasticEngine


@pytest.fixture
def client(elasticsearch_url: str) -> Iterator[Elasticsearch]:
    with Elasticsearch(elasticsearch_url) as client:
        yield client


@pytest.fixture
def alias(client: Elasticsearch) -> Iterator[str]:
    name = f"test-{uuid.uuid4().hex[:12]}"
    yield name
    for index in client.indices.get(index=f"{name}-*").body:
        client.indices.delete(index=index)


@pytest.fixture
def engine(
    elasticsearch_url: str, alias: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ElasticEngine]:
    """Yield an engine with patience: a node that has just started is slow to its first reader."""
    monkeypatch.setattr(connecting, "SEARCH_SECONDS", 10.0)
    connecting.search_client.cache_clear()
    yield ElasticEngine(elasticsearch_url, alias)
    connecting.search_client.cache_clear()
