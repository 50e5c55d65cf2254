"""What a page asks of Elasticsearch, counted on the wire."""

import pytest
from django.test import Client
from elasticsearch import Elasticsearch

from search import finder
from search.elastic import client as connecting
from search.indexing import drain
from tests.factories.catalog import ResourceFactory
from tests.factories.pages import make_home
from tests.search.proxy import Proxy

pytestmark = [pytest.mark.elastic, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def library(proxy: Proxy, node: Elasticsearch, alias: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let both engines hold one resource, and be patient."""
    monkeypatch.setattr(connecting, "SEARCH_SECONDS", 10.0)
    connecting.search_client.cache_clear()
    make_home()
    ResourceFactory.create(
        title="Gangs in small towns", product_number="COPS-P9", slug="gangs", kind="guide"
    )
    for engine in finder.engines():
        drain(engine)
    node.indices.refresh(index=alias)


@pytest.mark.parametrize(
    ("path", "requests"),
    [
        ("/search/", 1),
        ("/search/?q=gangs", 1),
        ("/search/?q=gangs+-guns&kind=guide&kind=report&sort=newest", 1),
        ("/search/?q=gangs&page=499", 1),
        ("/search/?q=gnags", 1),  # PostgreSQL corrects it first
        ("/search/?q=nothing+at+all", 1),
        ("/search/?q=COPS-P9", 1),  # leads straight to the record
        ("/search/?q=COPS-P10", 1),  # PostgreSQL knows the neighbors
        ("/search/?q=gangs&kind=video", 2),  # nothing answers: asked again without the filter
        ("/api/v1/search?q=gangs&kind=guide", 1),
        ("/search/rss/?q=gangs", 1),
        ("/search/suggest/?q=gan", 0),
        ("/resources/COPS-P9/gangs/", 1),  # what is related
        ("/topics/", 0),
        ("/", 0),
    ],
)
def test_a_page_costs_as_many_requests_as_it_must(
    client: Client, proxy: Proxy, path: str, requests: int
) -> None:
    before = proxy.requests
    answer = client.get(path)
    assert answer.status_code in {200, 302}
    assert proxy.requests - before == requests
