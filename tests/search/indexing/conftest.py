"""Both engines, each with an index of the test's own."""

import uuid
from collections.abc import Iterator

import pytest
from elasticsearch import Elasticsearch

from search.elastic.engine import ElasticEngine
from search.embedded.engine import PostgresEngine
from search.engine import SearchEngine


@pytest.fixture
def alias() -> str:
    return f"test-{uuid.uuid4().hex[:12]}"


@pytest.fixture
def client(elasticsearch_url: str, alias: str) -> Iterator[Elasticsearch]:
    with Elasticsearch(elasticsearch_url) as client:
        yield client
        for index in client.indices.get(index=f"{alias}-*").body:
            client.indices.delete(index=index)


@pytest.fixture
def elastic(elasticsearch_url: str, client: Elasticsearch, alias: str) -> ElasticEngine:
    return ElasticEngine(elasticsearch_url, alias)


@pytest.fixture(params=["postgresql", pytest.param("elasticsearch", marks=pytest.mark.elastic)])
def engine(request: pytest.FixtureRequest) -> SearchEngine:
    """Return each engine in turn."""
    if request.param == "postgresql":
        return PostgresEngine()
    engine: SearchEngine = request.getfixturevalue("elastic")
    return engine
