"""Choosing a resource in a form, where a library has more than fit on a page."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from library.catalog.enums import Scheme
from library.catalog.models import Resource
from tests.factories.catalog import IdentifierFactory, ResourceFactory

pytestmark = pytest.mark.django_db


def results(client: Client, **query: str) -> BeautifulSoup:
    chooser = Resource.snippet_viewset.chooser_viewset
    answer = client.get(reverse(chooser.get_url_name("choose_results")), query)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def titles(client: Client, text: str) -> list[str]:
    links = results(client, q=text).select("a[data-chooser-modal-choice]")
    return [link.get_text(strip=True) for link in links]


@pytest.fixture
def wanted() -> Resource:
    ResourceFactory.create_batch(30)
    resource = ResourceFactory.create(
        title="Zero Tolerance, Reconsidered",
        subtitle="A second look at small offenses",
        product_number="COPS-W0901",
    )
    IdentifierFactory.create(resource=resource, scheme=Scheme.NCJ, value="NCJ 155063")
    IdentifierFactory.create(resource=resource, scheme=Scheme.ISBN, value="0-306-40615-2")
    IdentifierFactory.create(resource=resource, scheme=Scheme.SUDOC, value="J 1.2:Z 3/2")
    return resource


def test_the_first_page_does_not_show_everything(editor: Client, wanted: Resource) -> None:
    assert wanted.title not in results(editor).get_text()


@pytest.mark.parametrize(
    "text",
    [
        *("zero tolerance", "reconsidered zero", "small offenses", "tolerance second look"),
        *("COPS-W0901", "cops w0901", "W0901", "w09"),
        *("NCJ 155063", "155063", "0306406152", "978-0-306-40615-7", "j1.2:z3/2"),
    ],
)
def test_it_is_found_by_words_and_by_any_number(
    editor: Client, wanted: Resource, text: str
) -> None:
    assert titles(editor, text) == [wanted.title]


@pytest.mark.parametrize("text", ["zero zebra", "NCJ 155064", "%", "_", "COPS-W0902"])
def test_what_is_something_else_is_not_found(editor: Client, wanted: Resource, text: str) -> None:
    assert titles(editor, text) == []
    assert "match" in results(editor, q=text).get_text()


def test_drafts_are_found_too_and_editions_are_told_apart(editor: Client) -> None:
    for number, year, live in (("COPS-P1", 1999, True), ("COPS-P2", 2009, False)):
        ResourceFactory.create(
            title="Same Title", product_number=number, published_year=year, live=live
        )
    rows = [
        [cell.get_text(strip=True) for cell in row.select("td")]
        for row in results(editor, q="same title").select("tbody tr")
    ]
    assert [row[1:3] for row in rows] == [["COPS-P1", "1999"], ["COPS-P2", "2009"]]


def test_pages_keep_what_was_searched(editor: Client) -> None:
    ResourceFactory.create_batch(21, subtitle="Kept")
    second = results(editor, q="kept", p="2")
    assert len(second.select("a[data-chooser-modal-choice]")) == 1
    assert any("q=kept" in str(link["href"]) for link in second.select("nav a[href]"))


def test_the_dialog_has_a_labelled_field(editor: Client, wanted: Resource) -> None:
    chooser = Resource.snippet_viewset.chooser_viewset
    page = editor.get(reverse(chooser.get_url_name("choose"))).json()["html"]
    field = BeautifulSoup(page, "html.parser").select_one("input[name=q]")
    assert field is not None
    label = BeautifulSoup(page, "html.parser").select_one(f"label[for={field['id']}]")
    assert label is not None
    assert "any other number" in label.get_text()


def test_more_results_ask_no_more(editor: Client) -> None:
    ResourceFactory.create_batch(3, subtitle="Counted")
    results(editor, q="counted")
    asked = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as statements:
            results(editor, q="counted")
        asked.append(len(statements))
        ResourceFactory.create_batch(10, subtitle="Counted")
    assert asked[0] == asked[1]
