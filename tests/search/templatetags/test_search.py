"""What a resource's page asks of search."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from library.catalog.enums import Lifecycle, Relation
from library.catalog.models import Resource
from search.embedded.engine import PostgresEngine
from search.engine import Change
from search.records import records_for
from search.templatetags.search import related_resources
from tests.factories.catalog import ResourceFactory, ResourceRelationFactory, SubjectHeadingFactory

pytestmark = pytest.mark.django_db


def about_copper(title: str, **values: object) -> Resource:
    resource: Resource = ResourceFactory.create(title=title, **values)
    SubjectHeadingFactory.create(resource=resource, heading="Copper theft")
    return resource


def index(engine: PostgresEngine) -> None:
    ids = Resource.objects.values_list("pk", flat=True)
    engine.write([Change(pk, 1, record) for pk, record in records_for(ids).items()])


def titles(resource: Resource) -> list[str]:
    return [shown["hit"].title for shown in related_resources(resource)]


def test_no_edition_and_no_format_of_itself_is_related(embedded: PostgresEngine) -> None:
    second = about_copper("Copper, second edition")
    first = about_copper("Copper, first edition")
    film = about_copper("Copper, the film of the first edition")
    about_copper("Copper, SECOND edition!")  # nobody said so, but it is the same title
    about_copper("Copper, withdrawn", lifecycle=Lifecycle.WITHDRAWN)
    about_copper("Copper and scrapyards")
    ResourceRelationFactory.create(resource=second, target=first, relation=Relation.SUPERSEDES)
    ResourceRelationFactory.create(resource=film, target=first, relation=Relation.OTHER_FORMAT)
    index(embedded)
    for resource in (first, second, film):
        assert titles(resource) == ["Copper and scrapyards"]


def test_what_the_page_shows_already_is_not_repeated(embedded: PostgresEngine) -> None:
    kit, part = about_copper("Copper kit"), about_copper("Copper cards")
    ResourceRelationFactory.create(resource=part, target=kit, relation=Relation.PART_OF)
    index(embedded)
    assert titles(kit) == titles(part) == []


def test_the_page_links_them_within_its_statements(
    client: Client, embedded: PostgresEngine
) -> None:
    resource = about_copper("Copper wire")
    for number in range(12):
        about_copper(f"Copper pipes {number}")
    index(embedded)
    with CaptureQueriesContext(connection) as spent:
        response = client.get(resource.get_absolute_url())
    tree = BeautifulSoup(response.content.decode(), "html.parser")
    assert len(tree.select("section[aria-labelledby=related] a")) == 5
    assert len(spent) <= 12


def test_a_preview_and_a_draft_have_none(rf: RequestFactory, embedded: PostgresEngine) -> None:
    assert related_resources(Resource(title="Copper")) == []
    draft = about_copper("Copper", live=False)
    about_copper("Copper pipes")
    index(embedded)
    assert related_resources(draft) == []


def test_the_page_is_there_when_elasticsearch_is_not(
    client: Client, embedded: PostgresEngine, settings: Settings
) -> None:
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    resource = about_copper("Copper wire")
    about_copper("Copper pipes")
    index(embedded)
    assert "Copper pipes" in client.get(resource.get_absolute_url()).content.decode()


def test_where_a_reader_came_from_is_never_markup(client: Client) -> None:
    resource = ResourceFactory.create()
    attack = "<script>alert(1)</script>"
    body = client.get(resource.get_absolute_url(), {"from": attack}).content.decode()
    assert attack not in body
    assert client.get(resource.get_absolute_url(), {"from": "\0" * 9000}).status_code == 200
