"""The public pages of resources and topics."""

import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client

from library.catalog.enums import Lifecycle, Relation, Scheme
from library.catalog.models import Resource
from library.catalog.selectors import resource_page
from library.inventory.ledger import open_item, receive
from media.models import LibraryDocument
from tests.factories.catalog import (
    AudienceFactory,
    ContributionFactory,
    IdentifierFactory,
    LanguageFactory,
    ResourceFactory,
    ResourceFileFactory,
    ResourceRelationFactory,
    SeriesFactory,
    SubjectHeadingFactory,
    TopicFactory,
    TopicTermFactory,
)

pytestmark = pytest.mark.django_db
Budget = Callable[[int], AbstractContextManager[object]]
NUMBER = {"product_number": "COPS-P273", "slug": "problem-solving"}


def text_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_everything_known_is_on_the_page(client: Client) -> None:
    broad = TopicFactory.create(name="Crime problems")
    topic = TopicFactory.create(name="Burglary", parent=broad)
    resource = ResourceFactory.create(
        **NUMBER,
        title="Problem Solving",
        subtitle="A Guide",
        primary_topic=topic,
        topics=[topic],
        audiences=[AudienceFactory.create(name="Patrol officers")],
        languages=[LanguageFactory.create(), LanguageFactory.create(code="spa", name="Spanish")],
        series=SeriesFactory.create(title="Street Guides"),
        series_number="7",
        edition="Second edition",
        publisher="Department",
        publication_place="Washington, DC",
        published_month=10,
        pages=64,
        notes="With a checklist.",
    )
    ContributionFactory.create(resource=resource, name="Marple, Jane")
    IdentifierFactory.create(resource=resource, scheme=Scheme.SUDOC, value="J 1.14/8: 48/983")
    SubjectHeadingFactory.create(resource=resource, heading="Burglary--Prevention")
    document = LibraryDocument.objects.create(title="File", file="a/guide.pdf", file_size=2048)
    ResourceFileFactory.create(resource=resource, url="", document=document, label="Whole text")
    ResourceFileFactory.create(resource=resource, url="https://example.gov/film", label="The film")
    part = ResourceFactory.create(title="Its Workbook")
    ResourceRelationFactory.create(resource=part, relation=Relation.PART_OF, target=resource)
    page = text_of(client, "/resources/COPS-P273/problem-solving/")
    for words in (
        *("Problem Solving", "A Guide", "COPS-P273", "64 pages", "October 2009", "Second edition"),
        *("Crime problems", "Burglary", "Patrol officers", "English, Spanish", "Street Guides"),
        *("Marple, Jane", "(author)", "J 1.14/8: 48/983", "Burglary--Prevention", "Whole text"),
        *(
            "PDF, 2.0\xa0KB",
            "https://example.gov/film",
            "Parts",
            "Its Workbook",
            "With a checklist.",
        ),
        "Marple, Jane. Problem Solving: A Guide. Second edition. Washington, DC: Department.",
    ):
        assert words in page, words


@pytest.mark.parametrize(
    "path",
    [
        "/resources/COPS-P273/",
        "/resources/cops-p273/problem-solving/",
        "/resources/p273/problem-solving/",
        "/resources/COPS%20P273/problem-solving/",
        "/resources/cops-p273-pub.pdf/",
        "/resources/COPS-P273/an-older-title/",
    ],
)
def test_every_writing_leads_to_the_one_address(client: Client, path: str) -> None:
    ResourceFactory.create(**NUMBER)
    response = client.get(path + "?from=mail")
    assert response.status_code == 301
    assert response["Location"] == "/resources/COPS-P273/problem-solving/?from=mail"


@pytest.mark.parametrize("path", ["/resources/COPS-P274/", "/resources/%00/", "/resources/-/a/"])
def test_an_unknown_number_is_not_found(client: Client, path: str) -> None:
    ResourceFactory.create(**NUMBER)
    assert client.get(path).status_code == 404


def test_a_draft_is_on_no_page(client: Client) -> None:
    topic = TopicFactory.create()
    draft = ResourceFactory.create(**NUMBER, title="Not Yet", live=False, primary_topic=topic)
    public = ResourceFactory.create(primary_topic=topic)
    ResourceRelationFactory.create(resource=public, relation=Relation.COMPANION, target=draft)
    ResourceRelationFactory.create(resource=draft, relation=Relation.SUPERSEDES, target=public)
    assert client.get("/resources/COPS-P273/problem-solving/").status_code == 404
    for path in (
        public.get_absolute_url(),
        "/topics/",
        f"/topics/{topic.slug}/",
    ):
        assert "Not Yet" not in text_of(client, path)


def test_a_related_resource_without_a_number_is_on_no_page(client: Client) -> None:
    resource = ResourceFactory.create(**NUMBER)
    for related in ({"resource": resource}, {"target": resource}):
        other = "target" if "resource" in related else "resource"
        hidden = ResourceFactory.create(product_number=None, title="Not Yet")
        ResourceRelationFactory.create(**related, **{other: hidden}, relation=Relation.COMPANION)
    assert "Not Yet" not in text_of(client, resource.get_absolute_url())
    assert resource_page(resource=Resource.objects.get(pk=resource.pk)).related == []


def test_a_withdrawn_resource_leaves_a_tombstone_that_names_its_successor(client: Client) -> None:
    old = ResourceFactory.create(**NUMBER, title="The Old", lifecycle=Lifecycle.WITHDRAWN)
    new = ResourceFactory.create(title="The New")
    ResourceFileFactory.create(resource=old, label="Its file")
    open_item(resource_id=old.pk)
    ResourceRelationFactory.create(resource=new, target=old)
    page = text_of(client, old.get_absolute_url())
    assert "has been withdrawn" in page
    assert f'href="{new.get_absolute_url()}"' in page
    assert "Add to basket" not in page
    assert "Its file" not in page


def test_a_superseded_resource_says_what_is_newer_and_the_new_one_what_it_replaced(
    client: Client,
) -> None:
    relation = ResourceRelationFactory.create()
    old, new = relation.target, relation.resource
    assert "There is something newer" in text_of(client, old.get_absolute_url())
    page = text_of(client, new.get_absolute_url())
    assert "Supersedes" in page
    assert old.title in page


def test_what_is_on_the_shelf_can_be_ordered(client: Client) -> None:
    resource = ResourceFactory.create()
    open_item(resource_id=resource.pk)
    assert "Back-order" in text_of(client, resource.get_absolute_url())
    receive(resource_id=resource.pk, quantity=5, document="R-1")
    page = text_of(client, resource.get_absolute_url())
    assert "Available now" in page
    assert "Add to basket" in page


def test_the_machine_readable_data_hold_what_the_page_says_and_cannot_end_the_script(
    client: Client,
) -> None:
    resource = ResourceFactory.create(title="</script><b>&Co", subtitle="", published_month=10)
    ContributionFactory.create(resource=resource, name="Marple, Jane")
    page = text_of(client, resource.get_absolute_url())
    script = re.search(r'<script type="application/ld\+json" nonce="[^"]+">(.*?)</script>', page)
    assert script is not None
    data = json.loads(script.group(1))
    assert data["name"] == "</script><b>&Co"
    assert data["datePublished"] == "2009-10"
    assert data["author"] == [{"@type": "Person", "name": "Marple, Jane"}]
    assert data["url"] == f"http://testserver{resource.get_absolute_url()}"


def rich_resource() -> Resource:
    resource: Resource = ResourceFactory.create()
    for factory in (IdentifierFactory, ContributionFactory, SubjectHeadingFactory):
        factory.create_batch(5, resource=resource)
    ResourceFileFactory.create_batch(5, resource=resource)
    for _ in range(5):
        ResourceRelationFactory.create(resource=resource, relation=Relation.COMPANION)
        ResourceRelationFactory.create(target=resource, relation=Relation.PART_OF)
    open_item(resource_id=resource.pk)
    return resource


def test_a_resource_page_keeps_its_budget(
    client: Client, django_assert_max_num_queries: Budget
) -> None:
    resource = rich_resource()
    client.get("/topics/")  # the site is found once a process
    with django_assert_max_num_queries(12):
        text_of(client, resource.get_absolute_url())


def test_the_thesaurus_counts_each_resource_once_in_one_statement(
    client: Client, django_assert_max_num_queries: Budget
) -> None:
    broad = TopicFactory.create(name="Crime problems", slug="crime")
    first = TopicFactory.create(name="Burglary", parent=broad)
    second = TopicFactory.create(name="Graffiti", parent=broad)
    ResourceFactory.create(primary_topic=first, topics=[first, second])
    ResourceFactory.create(primary_topic=second, topics=[])
    ResourceFactory.create(primary_topic=second, live=False)
    with django_assert_max_num_queries(4):
        page = " ".join(re.sub("<[^>]+>", " ", text_of(client, "/topics/")).split())
    assert "Crime problems 2 resource s" in page.replace("resources", "resource s")
    assert "Burglary 1 resource" in page
    assert "Graffiti 2 resource" in page


def test_a_topic_shows_its_neighbors_and_its_subtree_newest_first(
    client: Client, django_assert_max_num_queries: Budget
) -> None:
    broad = TopicFactory.create(name="Crime problems", slug="crime", scope_note="What recurs.")
    narrow = TopicFactory.create(name="Burglary", parent=broad)
    broad.related.add(TopicFactory.create(name="Prevention"))
    TopicTermFactory.create(topic=broad, term="Offenses")
    ResourceFactory.create(title="Older", primary_topic=narrow, published_year=2001)
    ResourceFactory.create(title="Newer", primary_topic=broad, topics=[broad, narrow])
    ResourceFactory.create(title="Undated", primary_topic=narrow, published_year=None)
    with django_assert_max_num_queries(12):
        page = text_of(client, "/topics/crime/")
    for words in ("What recurs.", "Burglary", "Prevention", "Offenses", "3 resources"):
        assert words in page, words
    assert page.count(">Newer</a>") == 1
    assert page.index(">Newer</a>") < page.index(">Older</a>") < page.index(">Undated</a>")


def test_a_long_topic_is_paged(client: Client) -> None:
    topic = TopicFactory.create(slug="long")
    ResourceFactory.create_batch(21, primary_topic=topic)
    assert text_of(client, "/topics/long/").count('class="resource-card"') == 20
    assert text_of(client, "/topics/long/?page=2").count('class="resource-card"') == 1


def test_an_unknown_topic_is_not_found(client: Client) -> None:
    assert client.get("/topics/none/").status_code == 404


@pytest.mark.parametrize("path", ["/topics/", "/resources/COPS-P273/problem-solving/"])
def test_pages_are_only_read(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405
