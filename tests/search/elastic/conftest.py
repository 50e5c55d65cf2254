"""The engine and its node by the names that its own tests have for them."""

import pytest
from elasticsearch import Elasticsearch

from search.elastic.engine import ElasticEngine


@pytest.fixture
def client(node: Elasticsearch) -> Elasticsearch:
    return node


@pytest.fixture
def engine(elastic: ElasticEngine) -> ElasticEngine:
    return elastic
