"""Both engines, each with an index of the test's own."""

import pytest
from elasticsearch import Elasticsearch

from search.elastic.engine import ElasticEngine
from search.embedded.engine import PostgresEngine
from search.engine import SearchEngine


@pytest.fixture
def client(node: Elasticsearch) -> Elasticsearch:
    return node


@pytest.fixture
def elastic(elasticsearch_url: str, alias: str) -> ElasticEngine:
    """Return an engine as impatient as in life."""
    return ElasticEngine(elasticsearch_url, alias)


@pytest.fixture(params=["postgresql", pytest.param("elasticsearch", marks=pytest.mark.elastic)])
def engine(request: pytest.FixtureRequest) -> SearchEngine:
    """Return each engine in turn."""
    if request.param == "postgresql":
        return PostgresEngine()
    engine: SearchEngine = request.getfixturevalue("elastic")
    return engine
