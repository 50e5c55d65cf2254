"""What a beginning may become, as the box is told it."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from search.embedded.engine import PostgresEngine
from search.engine import Change
from search.models import Suggestion
from tests.factories.catalog import TopicFactory, TopicTermFactory
from tests.search.contract import LIBRARY
from tests.search.records import make_record

pytestmark = pytest.mark.django_db

ADDRESS = "/search/suggest/"


@pytest.fixture
def library(embedded: PostgresEngine) -> PostgresEngine:
    embedded.write([Change(record.id, 10, record) for record in LIBRARY])
    theft = TopicFactory.create(name="Vehicle theft", slug="vehicle-theft")
    TopicTermFactory.create(topic=theft, term="Car break-ins")
    return embedded


def suggested(client: Client, text: str) -> list[tuple[str, str]]:
    answer: dict[str, Any] = client.get(ADDRESS, {"q": text}).json()
    return [(one["kind"], one["label"]) for one in answer["suggestions"]]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("poli", ("title", "Policing the night shift")),
        ("POLICING, the ni", ("title", "Policing the night shift")),
        ("night sh", ("title", "Policing the night shift")),  # from a later word
        ("shift polic", ("title", "Policing the night shift")),  # in another order
        ("animo", ("title", "Ánimo: a video on childcare at the academy")),
        ("car bre", ("topic", "Vehicle theft")),  # a used-for term
        ("thef", ("topic", "Vehicle theft")),
        ("oka", ("person", "Okafor, Ada")),
        ("ada ok", ("person", "Okafor, Ada")),
        ("cops-p27", ("number", "COPS-P273")),
        ("p273", ("number", "COPS-P273")),
        ("COPS P 27", ("number", "COPS-P273")),
        ("ncj 1550", ("number", "NCJ 155063")),
        ("15506", ("number", "NCJ 155063")),
    ],
)
def test_a_beginning_is_completed(
    client: Client, library: PostgresEngine, text: str, first: tuple[str, str]
) -> None:
    assert suggested(client, text)[0] == first


@pytest.mark.parametrize("text", ["", "p", " ", "zyzz", "ncj 15507", "\0", '"', "%", "_o", "poli%"])
def test_what_begins_nothing_is_not_guessed_at(
    client: Client, library: PostgresEngine, text: str
) -> None:
    assert suggested(client, text) in ([], suggested(client, "poli"))
    assert text != "ncj 15507" or not suggested(client, text)


def test_every_suggestion_leads_somewhere(client: Client, library: PostgresEngine) -> None:
    topic, *_ = client.get(ADDRESS, {"q": "vehicle"}).json()["suggestions"]
    assert topic["url"] == "/topics/vehicle-theft/"
    person, *_ = client.get(ADDRESS, {"q": "okafor"}).json()["suggestions"]
    assert person["url"] == "/search/?q=%22Okafor%2C+Ada%22"
    title, *_ = client.get(ADDRESS, {"q": "policing"}).json()["suggestions"]
    assert (title["url"], title["detail"]) == (LIBRARY[0].url, "COPS-P273, Guide, 2012")


def test_a_title_is_told_once_and_so_is_a_name(client: Client, library: PostgresEngine) -> None:
    twins = [make_record(pk, title="Annual report", contributors=("Moss, B.",)) for pk in (7, 8, 9)]
    library.write([Change(record.id, 1, record) for record in twins])
    assert suggested(client, "annual") == [("title", "Annual report")]
    assert suggested(client, "moss") == [("person", "Moss, B.")]


def test_what_is_not_public_any_more_is_not_suggested(
    client: Client, library: PostgresEngine
) -> None:
    library.write([Change(1, 11, None), Change(2, 11, make_record(2, title="Renamed"))])
    for text in ("policing", "okafor", "p273", "ncj 155063", "animo", "p274"):
        assert suggested(client, text) == [], text
    library.write([Change(1, 9, LIBRARY[0])])  # a change that arrives late
    assert suggested(client, "policing") == []


def test_a_rebuild_suggests_what_the_new_build_holds(
    client: Client, library: PostgresEngine
) -> None:
    with library.fresh_index() as fresh:
        fresh.write([Change(4, 1, make_record(4, title="Fresh start"))])
        assert suggested(client, "fresh") == []
    assert suggested(client, "fresh") == [("title", "Fresh start")]
    assert not Suggestion.objects.exclude(resource_id=4).exists()


def test_it_is_three_statements_and_may_be_kept_a_minute(
    client: Client, library: PostgresEngine, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(3):
        answer = client.get(ADDRESS, {"q": "night sh"})
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    again = client.get(ADDRESS, {"q": "night sh"}, headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304


def test_naughty_strings_get_an_answer(
    client: Client, library: PostgresEngine, shared_data: Path
) -> None:
    file = shared_data / "hostile" / "strings" / "blns.json"
    for typed in json.loads(file.read_text(encoding="utf-8")):
        assert client.get(ADDRESS, {"q": typed}).status_code == 200


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=60))
def test_any_text_gets_an_answer(client: Client, library: PostgresEngine, typed: str) -> None:
    typed = typed.encode("utf-8", "replace").decode()
    assert client.get(ADDRESS, {"q": typed}).status_code == 200
