"""What tests of search share."""

import uuid
from collections.abc import Iterator

import pytest
from elasticsearch import Elasticsearch
from pytest_django import Settings

from search import finder, lexicon
from search.elastic import client as connecting
from search.elastic.engine import ElasticEngine
from search.embedded.engine import PostgresEngine
from tests.search.proxy import Proxy, proxied


@pytest.fixture
def embedded(db: None) -> PostgresEngine:
    """Return the engine that is always there."""
    return PostgresEngine()


@pytest.fixture
def node(elasticsearch_url: str) -> Iterator[Elasticsearch]:
    """Yield the node itself, past the engine and its patience."""
    with Elasticsearch(elasticsearch_url) as node:
        yield node


@pytest.fixture
def alias(node: Elasticsearch) -> Iterator[str]:
    """Yield an alias of the test's own; its indices are gone afterwards."""
    name = f"test-{uuid.uuid4().hex[:12]}"
    yield name
    for index in node.indices.get(index=f"{name}-*").body:
        node.indices.delete(index=index)


@pytest.fixture
def elastic(
    elasticsearch_url: str, alias: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ElasticEngine]:
    """Yield an engine with patience: a node that has just started is slow to its first reader."""
    monkeypatch.setattr(connecting, "SEARCH_SECONDS", 10.0)
    connecting.search_client.cache_clear()
    yield ElasticEngine(elasticsearch_url, alias)
    connecting.search_client.cache_clear()


@pytest.fixture
def proxy(elasticsearch_url: str, settings: Settings, alias: str) -> Iterator[Proxy]:
    """A library whose Elasticsearch stands behind a proxy, with fresh breakers."""
    connecting.search_client.cache_clear()
    finder.breaker_of.cache_clear()
    with proxied(elasticsearch_url) as proxy:
        settings.ELASTICSEARCH_URL = proxy.url
        settings.ELASTICSEARCH_INDEX = alias
        yield proxy
    finder.breaker_of.cache_clear()
    connecting.search_client.cache_clear()


@pytest.fixture(autouse=True)
def fresh_vocabulary() -> Iterator[None]:
    """Forget what an earlier test published."""
    lexicon.forget()
    yield
    lexicon.forget()
