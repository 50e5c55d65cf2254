"""Search for machines."""

import json
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from library.catalog.enums import Scheme
from search.embedded.engine import PostgresEngine
from search.engine import Change
from search.lexicon import live_vocabulary
from search.records import records_for
from tests.factories.catalog import IdentifierFactory, ResourceFactory, TopicFactory
from tests.search.records import make_record

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/search"


@pytest.fixture
def library(embedded: PostgresEngine) -> None:
    topic = TopicFactory.create(name="Gangs", slug="gangs")
    guide = ResourceFactory.create(
        product_number="COPS-P273", title="Gangs & you", slug="gangs-you", primary_topic=topic
    )
    IdentifierFactory.create(resource=guide, scheme=Scheme.CONTROL_NUMBER, value="000123456")
    other = ResourceFactory.create(title="Bicycles", primary_topic=topic)
    records = records_for([guide.pk, other.pk])
    embedded.write([Change(pk, 1, record) for pk, record in records.items()])


def test_an_answer_is_complete(client: Client, library: None) -> None:
    answer = client.get(ADDRESS, {"q": "gangs", "kind": "guide"}, headers={"host": "x.gov"}).json()
    first = answer["hits"][0]
    assert answer["total"] == 2
    assert (answer["engine"], answer["degraded"]) == ("postgresql", False)
    assert (answer["page"], answer["size"], answer["notices"]) == (1, 20, [])
    assert first["product_number"] == "COPS-P273"
    assert first["title"] == "Gangs & you"
    assert first["url"] == "http://x.gov/resources/COPS-P273/gangs-you/"
    assert first["highlights"]["title"] == ["<mark>Gangs</mark> &amp; you"]
    assert first["score"] > answer["hits"][1]["score"]
    assert {"scheme": "control_number", "value": "000123456"} in first["identifiers"]
    assert (first["kind"], first["format"], first["year"]) == ("guide", "print", 2009)
    assert first["availability"] == "reference"
    assert answer["facets"]["kind"] == [
        {"value": "guide", "label": "Guide", "count": 2, "selected": True}
    ]
    assert answer["facets"]["topic"][0]["label"] == "Gangs"


def test_parameters_repeat(client: Client, embedded: PostgresEngine) -> None:
    kinds = ("guide", "report", "video")
    embedded.write(
        [
            Change(pk, 1, make_record(pk, product_number=kind, kind=kind))
            for pk, kind in enumerate(kinds, start=1)
        ]
    )
    answer = client.get(ADDRESS, {"kind": ["guide", "video"], "sort": "oldest"}).json()
    assert [hit["product_number"] for hit in answer["hits"]] == ["guide", "video"]


def test_pages(client: Client, embedded: PostgresEngine) -> None:
    embedded.write([Change(pk, 1, make_record(pk)) for pk in range(1, 121)])
    seen = [
        hit["product_number"]
        for page in (1, 2)
        for hit in client.get(ADDRESS, {"size": "100", "page": page}).json()["hits"]
    ]
    assert len(seen) == len(set(seen)) == 120


def test_what_cannot_be_used_is_noticed(client: Client, library: None) -> None:
    params = {"page": "-1", "size": "1000", "sort": "best", "kind": "spoon", "q": "x" * 300}
    answer = client.get(ADDRESS, params).json()
    assert (answer["page"], answer["size"]) == (1, 100)
    assert len(answer["notices"]) == 5


def test_an_answer_is_four_statements(
    client: Client, library: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    live_vocabulary()  # as any process has that has searched before
    with django_assert_num_queries(4):
        client.get(ADDRESS, {"q": "bicycles", "topic": "gangs"})


def test_naughty_strings_get_an_answer(client: Client, library: None, shared_data: Path) -> None:
    file = shared_data / "hostile" / "strings" / "blns.json"
    for typed in json.loads(file.read_text(encoding="utf-8")):
        params = {"q": typed, "audience": typed, "size": typed, "year": typed}
        assert client.get(ADDRESS, params).status_code == 200


def test_the_schema_describes_it(client: Client) -> None:
    operation = client.get("/api/v1/openapi.json").json()["paths"][ADDRESS]["get"]
    parameters = {each["name"]: each["schema"] for each in operation["parameters"]}
    assert parameters["size"]["maximum"] == 100
    assert parameters["sort"]["enum"] == ["relevance", "newest", "oldest", "title", "added"]
    assert parameters["topic"]["type"] == "array"
    assert "exact" in parameters
    schemas = client.get("/api/v1/openapi.json").json()["components"]["schemas"]
    assert {"own", "corrected", "relaxed", "neighbors"} <= schemas["SearchOut"]["properties"].keys()
    assert client.get("/api/v1/docs", follow=True).status_code == 404
