"""Any text, any filter, any page: an answer, soon, on every surface and both engines."""

import time

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import Settings

from search import finder
from search.elastic.engine import ElasticEngine
from search.embedded.engine import PostgresEngine
from search.engine import Change
from search.query import FacetName
from tests.search.contract import LIBRARY

pytestmark = pytest.mark.django_db

SURFACES = ("/search/", "/api/v1/search", "/search/suggest/")
CPU_SECONDS = 0.1
TRICKY = (
    *("a" * 200, "9" * 200, "(" * 200, '"' * 200, '"a b" ' * 33, "-x " * 66, "a-" * 100),
    *("1 " * 100, "a.b/" * 50, "no. " * 50, "cops " * 40, "www." * 50, "(1)" * 66, "1,234" * 40),
    *("J 1." + "/:" * 98, "10.1234/" + "(" * 190, "isbn " + "9 -" * 65, "cops-p" + "1a" * 97),
    *("http://[", "http://[::1", "//[x", "https://a/%ff%00", "/\0/", "urn:isbn:", "doi.org/"),
    *("\u0131 \u017f \ufb03 \u2460", "\u0660" * 200, "\U0001f989" * 200, "and or not", "x&y=z"),
)
NAMES = st.sampled_from([*map(str, FacetName), "q", "page", "size", "sort", "exact", "from"])


@pytest.fixture(params=["postgresql", pytest.param("elasticsearch", marks=pytest.mark.elastic)])
def answering(request: pytest.FixtureRequest, embedded: PostgresEngine, settings: Settings) -> str:
    """Return which engine answers; it holds three records."""
    changes = [Change(record.id, 10, record) for record in LIBRARY]
    embedded.write(changes)
    if request.param == "elasticsearch":
        elastic: ElasticEngine = request.getfixturevalue("elastic")
        with elastic.fresh_index() as fresh:
            fresh.write(changes)
        settings.ELASTICSEARCH_URL = elastic._url  # noqa: SLF001
        settings.ELASTICSEARCH_INDEX = elastic._alias  # noqa: SLF001
    finder.breaker_of.cache_clear()
    return str(request.param)


def cpu_of(client: Client, surface: str, params: dict[str, str | list[str]]) -> float:
    began = time.process_time()
    response = client.get(surface, params)
    spent = time.process_time() - began
    assert response.status_code in {200, 302}, params
    if surface == "/api/v1/search":
        assert not response.json()["degraded"], params
    return spent


def test_what_is_typed_costs_little(client: Client, answering: str) -> None:
    for surface in SURFACES:
        cpu_of(client, surface, {"q": "warm"})
        for text in TRICKY:
            # A second time where something else, such as the collector, had its turn just then.
            costs = (cpu_of(client, surface, {"q": text, "year": text}) for _ in range(2))
            assert any(spent <= CPU_SECONDS for spent in costs), (surface, text)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.dictionaries(NAMES, st.lists(st.text(max_size=200), max_size=3), max_size=5))
def test_any_parameters_get_an_answer(
    client: Client, answering: str, params: dict[str, list[str]]
) -> None:
    sendable: dict[str, str | list[str]] = {
        name: [value.encode("utf-8", "replace").decode() for value in values]
        for name, values in params.items()
    }
    for surface in SURFACES:
        cpu_of(client, surface, sendable)


def test_a_long_text_is_cut_and_said(client: Client, answering: str) -> None:
    text = "night " * 60
    assert "Only the first 200 characters" in client.get("/search/", {"q": text}).content.decode()
    assert client.get("/api/v1/search", {"q": text}).json()["notices"]
