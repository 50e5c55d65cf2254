"""What tests of search share."""

import uuid
from collections.abc import Iterator

import pytest
from elasticsearch import Elasticsearch

from search import lexicon
from search.elastic import client as connecting
from search.elastic.engine import ElasticEngine
from search.embedded.engine import PostgresEngine


@pytest.fixture
def embedded(db: None) -> PostgresEngine:
    """Return the engine that is always there."""
    return PostgresEngine()


@pytest.fixture
def elastic(elasticsearch_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[ElasticEngine]:
    """Yield a patient Elasticsearch engine with an alias of the test's own."""
    monkeypatch.setattr(connecting, "SEARCH_SECONDS", 10.0)
    connecting.search_client.cache_clear()
    alias = f"test-{uuid.uuid4().hex[:12]}"
    yield ElasticEngine(elasticsearch_url, alias)
    connecting.search_client.cache_clear()
    with Elasticsearch(elasticsearch_url) as client:
        for index in client.indices.get(index=f"{alias}-*").body:
            client.indices.delete(index=index)


@pytest.fixture(autouse=True)
def fresh_vocabulary() -> Iterator[None]:
    """Forget what an earlier test published."""
    lexicon.forget()
    yield
    lexicon.forget()
