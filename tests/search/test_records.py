"""The projection of resources to records."""

import pytest
from pytest_django import DjangoAssertNumQueries

from library.catalog.enums import Lifecycle, Relation, Scheme
from library.catalog.models import Resource, Topic
from search.records import records_for
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
from tests.factories.inventory import make_stock

pytestmark = pytest.mark.django_db


def test_a_record_holds_everything_known() -> None:
    crime = TopicFactory.create(name="Crime", slug="crime")
    theft = TopicFactory.create(name="Theft", slug="theft", parent=crime)
    TopicTermFactory.create(topic=theft, term="Stealing")
    safety = TopicFactory.create(name="Safety", slug="safety")
    resource = ResourceFactory.create(
        product_number="COPS-P273",
        title="Bicycles",
        subtitle="Keeping them",
        slug="bicycles",
        abstract="Locks.",
        notes="Second printing.",
        series=SeriesFactory.create(title="Street guides"),
        publisher="The Office",
        primary_topic=safety,
        topics=[theft],
        audiences=[AudienceFactory.create(slug="patrol"), AudienceFactory.create(slug="chiefs")],
        languages=[LanguageFactory.create(), LanguageFactory.create(code="spa", name="Spanish")],
        published_year=2012,
        published_month=4,
    )
    IdentifierFactory.create(resource=resource, scheme=Scheme.NCJ, value="NCJ 155063", sort_order=1)
    ContributionFactory.create(resource=resource, name="Second, B.", sort_order=2)
    ContributionFactory.create(resource=resource, name="First, A.", sort_order=1)
    SubjectHeadingFactory.create(resource=resource, heading="Bicycle theft")

    record = records_for([resource.pk])[resource.pk]

    assert record.product_number == "COPS-P273"
    assert record.numbers == ("ncj:155063", "product_number:copsp273")
    assert record.identifiers == (("ncj", "NCJ 155063"),)
    assert record.url == "/resources/COPS-P273/bicycles/"
    assert (record.title, record.subtitle) == ("Bicycles", "Keeping them")
    assert (record.abstract, record.notes) == ("Locks.", "Second printing.")
    assert record.contributors == ("First, A.", "Second, B.")
    assert record.subjects == ("Bicycle theft",)
    assert (record.series, record.publisher) == ("Street guides", "The Office")
    assert record.topics == ("crime", "safety", "theft")
    assert record.topic_names == ("Crime", "Safety", "Theft", "Stealing")
    assert (record.kind, record.format) == ("guide", "print")
    assert record.audiences == ("chiefs", "patrol")
    assert record.languages == ("eng", "spa")
    assert (record.year, record.published) == (2012, 20120400)
    assert record.availability == "reference"


def test_a_resource_without_details_has_a_record() -> None:
    bare = Resource.objects.create(product_number="COPS-P1", title="Bare")
    Resource.objects.update(slug="")
    record = records_for([bare.pk])[bare.pk]
    assert record.url == "/resources/COPS-P1/"
    assert (record.topics, record.year, record.published) == ((), None, 0)


@pytest.mark.parametrize(
    "fields", [{"live": False}, {"product_number": None}, {"live": False, "expired": True}]
)
def test_what_is_not_public_has_no_record(fields: dict[str, object]) -> None:
    assert records_for([ResourceFactory.create(**fields).pk]) == {}


@pytest.mark.parametrize("lifecycle", [Lifecycle.SUPERSEDED, Lifecycle.WITHDRAWN])
def test_old_editions_stay_findable_as_superseded(lifecycle: Lifecycle) -> None:
    resource = ResourceFactory.create(lifecycle=lifecycle)
    make_stock(resource=resource, on_hand=5)
    assert records_for([resource.pk])[resource.pk].availability == "superseded"


def outdated(*resources: Resource) -> list[int]:
    records = records_for(resource.pk for resource in resources)
    return [records[resource.pk].outdated for resource in resources]


def supersede(old: Resource, new: Resource, relation: Relation = Relation.SUPERSEDES) -> None:
    ResourceRelationFactory.create(resource=new, relation=relation, target=old)


def test_steps_are_counted_from_what_is_current() -> None:
    first, second, third, other = ResourceFactory.create_batch(4)
    supersede(first, second)
    supersede(second, third)
    supersede(first, third)
    supersede(third, other, Relation.COMPANION)
    assert outdated(first, second, third, other) == [2, 1, 0, 0]


@pytest.mark.parametrize("lifecycle", [Lifecycle.SUPERSEDED, Lifecycle.WITHDRAWN])
def test_what_is_no_longer_current_is_outdated_without_a_successor(lifecycle: Lifecycle) -> None:
    withdrawn, older = ResourceFactory.create(lifecycle=lifecycle), ResourceFactory.create()
    supersede(older, withdrawn)
    assert outdated(withdrawn, older) == [1, 2]


def test_a_successor_that_is_not_public_does_not_count() -> None:
    old, draft = ResourceFactory.create(), ResourceFactory.create(live=False)
    supersede(old, draft)
    assert outdated(old) == [0]


def test_a_ring_of_successors_ends() -> None:
    one, other = ResourceFactory.create_batch(2)
    supersede(one, other)
    supersede(other, one)
    assert outdated(one, other) == [1, 1]


def test_availability_comes_from_the_shelf_and_the_files() -> None:
    on_shelf, online = ResourceFactory.create_batch(2)
    make_stock(resource=on_shelf, on_hand=5)
    ResourceFileFactory.create(resource=online)
    records = records_for([on_shelf.pk, online.pk])
    assert records[on_shelf.pk].availability == "available"
    assert records[online.pk].availability == "download"


def test_a_ring_in_the_thesaurus_ends() -> None:
    first = TopicFactory.create(slug="first")
    second = TopicFactory.create(slug="second", parent=first)
    Topic.objects.filter(pk=first.pk).update(parent=second)
    resource = ResourceFactory.create(primary_topic=first)
    assert records_for([resource.pk])[resource.pk].topics == ("first", "second")


def test_unknown_ids_and_repeated_ones_do_no_harm() -> None:
    resource = ResourceFactory.create()
    assert list(records_for([resource.pk, resource.pk, -1])) == [resource.pk]
    assert records_for([]) == {}


def test_the_number_of_statements_is_constant(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    ids = [resource.pk for resource in ResourceFactory.create_batch(20)]
    for pk in ids:
        IdentifierFactory.create(resource_id=pk)
    with django_assert_num_queries(12):
        assert len(records_for(ids)) == 20
    with django_assert_num_queries(12):
        assert len(records_for(ids[:1])) == 1
