"""What people see while a real Elasticsearch is ill, and that it comes back by itself."""

import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import User
from django.test import Client
from django.urls import NoReverseMatch, reverse
from elasticsearch import Elasticsearch
from pytest_django import Settings
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from library.catalog.models import Resource
from library.inventory import ledger
from library.orders.models import Order
from search import finder
from search.breaker import Breaker, State
from search.elastic import client as connecting
from search.engine import EngineUnavailable
from search.indexing import check, drain
from search.query import SearchQuery
from tests.factories.catalog import LanguageFactory, ResourceFactory
from tests.factories.orders import ANSWERS, fill_basket
from tests.search.proxy import Mode, Proxy, proxied

pytestmark = [pytest.mark.elastic, pytest.mark.django_db]

FIELDS = ("slug", "product_number", "abstract", "kind", "format", "published_year", "lifecycle")
CHILDREN = ("subjects", "contributions", "identifiers", "files", "relations", "legacy_addresses")
NOTICE = "Our usual search is not available"
ILLNESSES = [mode for mode in Mode if mode != Mode.WELL]
# What the alias and the index themselves can suffer, on the node behind the proxy.
LOSSES = ["alias missing", "index missing", "red"]


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


@pytest.fixture
def five_seconds_later(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Give the breakers a clock that only this moves."""
    now = [0.0]
    monkeypatch.setattr(finder, "Breaker", lambda: Breaker(clock=lambda: now[0]))
    finder.breaker_of.cache_clear()
    return lambda: now.__setitem__(0, now[0] + 5)


@pytest.fixture
def node(elasticsearch_url: str) -> Iterator[Elasticsearch]:
    """The node itself, past the proxy."""
    with Elasticsearch(elasticsearch_url) as node:
        yield node


@pytest.fixture
def alias(node: Elasticsearch) -> Iterator[str]:
    name = f"test-down-{uuid.uuid4().hex[:12]}"
    yield name
    for index in node.indices.get(index=f"{name}-*").body:
        node.indices.delete(index=index)


@pytest.fixture
def library(proxy: Proxy) -> Resource:
    """One orderable resource that both engines hold."""
    resource = ResourceFactory.create(title="Gangs in small towns")
    ledger.open_item(resource_id=resource.pk)
    ledger.receive(resource_id=resource.pk, quantity=50, document="delivery")
    for engine in finder.engines():
        drain(engine)
    assert _eventually(lambda: finder.find(SearchQuery(text="gangs")).engine == "elasticsearch")
    return resource


def _eventually(condition: Callable[[], bool], *, seconds: float = 10) -> float:
    """Return how long it took; a node that has just woken is slow to its first reader."""
    start = time.monotonic()
    while not condition():
        assert time.monotonic() - start < seconds
        time.sleep(0.05)
    return time.monotonic() - start or 1e-9


def lose(node: Elasticsearch, loss: str) -> None:
    """Let the alias or the index suffer a loss."""
    alias = django_settings.ELASTICSEARCH_INDEX
    (index,) = node.indices.get_alias(name=alias).body
    if loss == "alias missing":
        node.indices.delete_alias(index=index, name=alias)
        return
    node.indices.delete(index=index)
    if loss == "red":
        nowhere = {"index.routing.allocation.require._name": "nowhere"}
        node.indices.create(
            index=index, settings=nowhere, aliases={alias: {}}, wait_for_active_shards="0"
        )


def heal(node: Elasticsearch) -> None:
    """Remove a red index, which is an administrator's work."""
    (index,) = node.indices.get_alias(name=django_settings.ELASTICSEARCH_INDEX).body
    node.indices.delete(index=index)


@pytest.mark.parametrize("mode", ILLNESSES)
def test_a_search_is_answered_within_a_second_with_a_notice_and_comes_back(
    client: Client,
    library: Resource,
    *,
    five_seconds_later: Callable[[], None],
    proxy: Proxy,
    mode: Mode,
) -> None:
    proxy.mode = mode
    waits = [_search(client, degraded=True) for _ in range(3)]
    # 0.8 s for the engine, and a second for the page of a machine with other work.
    assert max(waits) < 1.8, waits
    assert finder.status().breaker == State.OPEN
    asked = proxy.requests
    _search(client, degraded=True)
    assert proxy.requests == asked, "an open breaker asks nobody"

    five_seconds_later()
    _search(client, degraded=True)
    assert finder.status().breaker == State.OPEN, "a probe that failed lets nobody through"
    proxy.mode = Mode.WELL
    _search(client, degraded=True)
    five_seconds_later()
    assert _eventually(lambda: NOTICE not in _page(client))
    assert finder.status().breaker == State.CLOSED


def test_a_server_that_hung_answers_again_within_ten_seconds(
    client: Client, library: Resource, proxy: Proxy
) -> None:
    proxy.mode = Mode.HUNG
    waits = [_search(client, degraded=True) for _ in range(6)]
    assert min(waits[3:]) < min(waits[:3])
    proxy.mode = Mode.WELL
    assert _eventually(lambda: NOTICE not in _page(client)) < 10


@pytest.mark.parametrize("loss", LOSSES)
def test_a_lost_index_is_gone_round_and_made_anew(
    client: Client,
    library: Resource,
    *,
    five_seconds_later: Callable[[], None],
    node: Elasticsearch,
    loss: str,
) -> None:
    lose(node, loss)
    for _ in range(3):
        _search(client, degraded=True)
    assert finder.status().breaker == State.OPEN
    if loss == "red":
        heal(node)
    assert drain(finder.engines()[0]) >= 1  # what the indexer does every second
    five_seconds_later()
    assert _eventually(lambda: NOTICE not in _page(client))


@pytest.fixture
def impatient_writers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(connecting, "WRITE_SECONDS", 1.0)
    connecting.write_client.cache_clear()
    yield
    connecting.write_client.cache_clear()


@pytest.mark.usefixtures("impatient_writers")
@pytest.mark.parametrize("mode", [Mode.REFUSED, Mode.HUNG, Mode.ERROR])
def test_every_other_page_and_work_goes_on(
    client: Client,
    library: Resource,
    *,
    five_seconds_later: Callable[[], None],
    proxy: Proxy,
    mode: Mode,
) -> None:
    proxy.mode = mode
    for path in _pages(library):
        answer = client.get(path)
        assert answer.status_code == 200, path
    told = client.get("/readyz").json()
    assert (told["ready"], told["degraded"], told["answering"]) == (True, True, "postgresql")

    _publish(library)
    _order(client, library)
    elastic, embedded = finder.engines()
    with pytest.raises(EngineUnavailable):
        drain(elastic)
    drain(embedded)
    assert finder.find(SearchQuery(text="renamed")).total == 1

    proxy.mode = Mode.WELL
    drain(elastic)
    assert check(elastic).ids == ()
    five_seconds_later()
    assert _eventually(lambda: finder.find(SearchQuery(text="renamed")).engine == "elasticsearch")
    assert finder.find(SearchQuery(text="renamed")).total == 1


def test_the_api_says_that_it_is_degraded(client: Client, library: Resource, proxy: Proxy) -> None:
    proxy.mode = Mode.HUNG
    answer = client.get("/api/v1/search", {"q": "gangs"}).json()
    assert (answer["degraded"], answer["engine"], answer["total"]) == (True, "postgresql", 1)


def test_readyz_lets_a_process_without_visitors_learn_that_it_is_back(
    client: Client, five_seconds_later: Callable[[], None], library: Resource, proxy: Proxy
) -> None:
    proxy.mode = Mode.REFUSED
    for _ in range(3):
        assert client.get("/readyz").json()["degraded"]
    assert client.get("/readyz").json()["breaker"] == State.OPEN
    proxy.mode = Mode.WELL
    assert client.get("/readyz").json()["degraded"]
    five_seconds_later()
    assert _eventually(lambda: not client.get("/readyz").json()["degraded"])
    assert client.get("/readyz").json()["breaker"] == State.CLOSED


def _search(client: Client, *, degraded: bool) -> float:
    start = time.perf_counter()
    page = _page(client)
    assert (NOTICE in page) == degraded
    assert "small towns" in page
    return time.perf_counter() - start


def _page(client: Client) -> str:
    answer = client.get("/search/", {"q": "gangs"})
    assert answer.status_code == 200
    return answer.content.decode()


def _pages(resource: Resource) -> list[str]:
    topic = resource.primary_topic
    assert topic
    pages = [
        reverse("search:results") + "?q=gangs",
        "/api/v1/search?q=gangs",
        reverse("catalog:resource", args=(resource.product_number, resource.slug)),
        reverse("catalog:topics"),
        reverse("catalog:topic", args=(topic.slug,)),
    ]
    with suppress(NoReverseMatch):
        pages.append(reverse("search:suggest") + "?q=gan")
    return pages


def _publish(resource: Resource) -> None:
    """Edit and publish in the admin, as a moderator's form does."""
    staff = Client()
    staff.force_login(User.objects.create_superuser("boss", "boss@example.gov", "a long password"))
    edit = reverse(Resource.snippet_viewset.get_url_name("edit"), args=(resource.pk,))
    assert staff.get(edit).status_code == 200
    fields: dict[str, object] = {name: getattr(resource, name) for name in FIELDS}
    chosen = {"title": "Gangs renamed", "primary_topic": resource.primary_topic_id}
    many = {"topics": [resource.primary_topic_id], "languages": [LanguageFactory.create().pk]}
    rows = nested_form_data({name: inline_formset([]) for name in CHILDREN})
    answer = staff.post(edit, rows | fields | chosen | many | {"action-publish": "yes"})
    assert answer.status_code == 302


def _order(client: Client, resource: Resource) -> None:
    """Walk from the basket to the confirmed order."""
    fill_basket(client, resource)
    check_page = client.post("/order/delivery/", ANSWERS, follow=True)
    done = client.post("/order/check/", {"key": check_page.context["key"]}, follow=True)
    assert done.status_code == 200
    assert Order.objects.count() == 1
