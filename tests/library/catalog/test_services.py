"""What publishing asks for, and what may be deleted."""

import pytest

from library.catalog.models import Resource, Topic
from library.catalog.services import (
    NotPublishable,
    StillNeeded,
    check_deletable,
    check_publishable,
    unmet_demands,
)
from library.inventory.ledger import open_item
from tests.factories.catalog import ResourceFactory, SeriesFactory

pytestmark = pytest.mark.django_db


def test_a_complete_resource_may_be_published() -> None:
    check_publishable(resource=ResourceFactory.create())


@pytest.mark.parametrize("field", ["abstract", "kind", "format", "product_number"])
def test_what_is_missing_is_named(field: str) -> None:
    resource = ResourceFactory.create(**{field: None if field == "product_number" else ""})
    with pytest.raises(NotPublishable) as refusal:
        check_publishable(resource=resource)
    assert set(refusal.value.demands) == {field}


def test_an_empty_choice_is_missing_and_blanks_are_nothing() -> None:
    demands = unmet_demands(values={"topics": Topic.objects.none(), "title": "  "})
    assert {"topics", "title"} <= set(demands)


def test_the_reader_of_a_refusal_learns_what_rests_on_a_resource() -> None:
    resource = ResourceFactory.create()
    open_item(resource_id=resource.pk)
    with pytest.raises(StillNeeded) as refusal:
        check_deletable(rows=[resource])
    assert refusal.value.holders == {"stock item": 1}


def test_several_holders_of_a_kind_are_counted_in_the_plural() -> None:
    series = SeriesFactory.create()
    Resource.objects.bulk_create([Resource(title=title, series=series) for title in "ab"])
    with pytest.raises(StillNeeded, match=r"rest on it \(2 resources\)\.$"):
        check_deletable(rows=[series])


def test_keys_and_slugs_are_filled_by_a_bulk_insert_too() -> None:
    Resource.objects.bulk_create([Resource(title="A Title", product_number="cops p7")])
    resource = Resource.objects.get()
    assert (resource.product_key, resource.slug) == ("copsp7", "a-title")


def test_a_slug_stays_when_the_title_changes() -> None:
    resource = ResourceFactory.create(title="First", slug="")
    resource.title = "Second"
    resource.save()
    assert resource.slug == "first"
