"""The triggers: which statements are noted, and for which resources."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import F

from library.catalog.models import Contribution, Identifier, Resource, Topic, TopicTerm
from library.inventory import ledger
from search.feeds import FEEDS, install_sql
from search.models import OutboxEntry
from tests.factories.catalog import (
    AudienceFactory,
    IdentifierFactory,
    LanguageFactory,
    ResourceFactory,
    ResourceFileFactory,
    ResourceRelationFactory,
    SeriesFactory,
    TopicFactory,
    TopicTermFactory,
)
from tests.factories.inventory import make_stock

pytestmark = pytest.mark.django_db


def noted(act: Callable[[], object]) -> list[int]:
    """Return the resources that an act leaves in an empty outbox."""
    OutboxEntry.objects.all().delete()
    act()
    return sorted(OutboxEntry.objects.values_list("resource_id", flat=True))


def run(statement: str, *parameters: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def test_the_database_holds_what_this_code_would_install() -> None:
    """When this fails, add a migration whose RunSQL holds install_sql() as text."""

    def held() -> list[tuple[str, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(
                """SELECT proname, prosrc FROM pg_proc WHERE starts_with(proname, 'search_note_')
                UNION SELECT tgrelid::regclass || ' ' || tgname, pg_get_triggerdef(oid)
                FROM pg_trigger WHERE starts_with(tgname, 'search_note_') ORDER BY 1"""
            )
            return list(cursor.fetchall())

    migrated = held()
    run(install_sql())
    assert held() == migrated
    assert len(migrated) == 5 * len(FEEDS)


def test_every_table_of_a_feed_exists_with_its_columns() -> None:
    tables = {
        model._meta.db_table: {field.column for field in model._meta.local_concrete_fields}  # noqa: SLF001
        for model in apps.get_models(include_auto_created=True)
    }
    for feed in FEEDS:
        plain = {column for column in feed.columns if " " not in column}
        assert plain <= tables[feed.table]


def test_a_new_a_changed_and_a_deleted_resource() -> None:
    new = Resource(product_number="COPS-P1", title="New")
    assert noted(new.save) == [new.pk]
    resource = ResourceFactory.create()
    pk = resource.pk
    resource.title = "Other"
    assert noted(resource.save) == [pk]
    assert noted(lambda: Resource.objects.filter(pk=pk).update(live=False)) == [pk]
    assert pk in noted(resource.delete)


def test_an_update_of_what_documents_do_not_show_is_not_noted() -> None:
    resource = ResourceFactory.create()
    assert noted(resource.save) == []  # updated_at alone
    assert noted(lambda: Resource.objects.update(has_unpublished_changes=True)) == []


def test_bulk_writes_are_noted_once_a_resource() -> None:
    resources = ResourceFactory.create_batch(3)
    ids = [resource.pk for resource in resources]
    contributions = [Contribution(resource_id=pk, name=n) for pk in ids for n in "ab"]
    assert noted(lambda: Contribution.objects.bulk_create(contributions)) == ids
    assert noted(lambda: Contribution.objects.update(name="c")) == ids
    assert noted(
        lambda: run("DELETE FROM catalog_contribution WHERE resource_id = %s", ids[0])
    ) == [ids[0]]


def test_a_row_that_moves_concerns_both_resources() -> None:
    one, other = ResourceFactory.create_batch(2)
    IdentifierFactory.create(resource=one)
    moved = noted(lambda: Identifier.objects.update(resource=other))
    assert moved == [one.pk, other.pk]


def test_two_rows_that_trade_values_are_noted() -> None:
    resource = ResourceFactory.create()
    for name in "ab":
        Contribution.objects.create(resource=resource, name=name)
    swap = "UPDATE catalog_contribution SET name = CASE name WHEN 'a' THEN 'b' ELSE 'a' END"
    assert noted(lambda: run(swap)) == [resource.pk]


def test_links_to_topics_audiences_and_languages() -> None:
    resource = ResourceFactory.create()
    topic, audience = TopicFactory.create(), AudienceFactory.create()
    language = LanguageFactory.create(code="fre", name="French")

    def link(relation: str, row: object) -> None:
        getattr(resource, relation).add(row)
        resource.save()

    for relation, row in (("topics", topic), ("audiences", audience), ("languages", language)):
        assert noted(lambda: link(relation, row)) == [resource.pk]  # noqa: B023 - called at once
    assert noted(lambda: type(audience).objects.update(slug="new")) == [resource.pk]
    assert noted(lambda: type(audience).objects.update(name="New")) == []
    assert noted(lambda: type(language).objects.filter(code="fre").update(code="fra")) == [
        resource.pk
    ]


def test_a_series_concerns_its_resources() -> None:
    series = SeriesFactory.create()
    resource = ResourceFactory.create(series=series)
    ResourceFactory.create()
    assert noted(lambda: type(series).objects.update(title="New")) == [resource.pk]
    assert noted(lambda: type(series).objects.update(description="New")) == []


def test_a_topic_concerns_the_resources_of_everything_below_it() -> None:
    top = TopicFactory.create()
    middle = TopicFactory.create(parent=top)
    bottom = TopicFactory.create(parent=middle)
    elsewhere = TopicFactory.create()
    by_primary = ResourceFactory.create(primary_topic=bottom, topics=[])
    by_link = ResourceFactory.create(primary_topic=None, topics=[middle])
    ResourceFactory.create(primary_topic=elsewhere)
    both = [by_primary.pk, by_link.pk]

    assert noted(lambda: Topic.objects.filter(pk=top.pk).update(name="Renamed")) == both
    assert noted(lambda: Topic.objects.filter(pk=middle.pk).update(parent=elsewhere)) == both
    assert noted(lambda: Topic.objects.filter(pk=top.pk).update(scope_note="x")) == []
    assert noted(lambda: TopicTermFactory.create(topic=middle)) == both
    assert noted(lambda: TopicTerm.objects.update(term="other")) == both
    assert noted(lambda: TopicTerm.objects.update(topic=elsewhere)) == [
        *both,
        *Resource.objects.filter(primary_topic=elsewhere).values_list("pk", flat=True),
    ]
    assert noted(lambda: run("DELETE FROM catalog_topicterm")) != []


def test_a_successor_concerns_all_that_it_superseded() -> None:
    first, second, third = ResourceFactory.create_batch(3)
    statement = ResourceRelationFactory.create(resource=second, target=first)
    assert noted(lambda: ResourceRelationFactory.create(resource=third, target=second)) == [
        first.pk,
        second.pk,
    ]
    withdrawn = Resource.objects.filter(pk=third.pk)
    assert noted(lambda: withdrawn.update(lifecycle="withdrawn")) == [
        *(first.pk, second.pk, third.pk)
    ]
    assert noted(lambda: type(statement).objects.update(sort_order=7)) == []
    assert noted(lambda: type(statement).objects.filter(pk=statement.pk).delete()) == [first.pk]
    companions = ResourceRelationFactory.create(resource=third, relation="companion", target=first)
    assert noted(companions.delete) == []


def test_stock_is_noted_when_availability_turns() -> None:
    item = make_stock(on_hand=2)
    pk = item.resource_id
    assert noted(lambda: ledger.allocate(wanted={pk: 1})) == []
    assert noted(lambda: ledger.allocate(wanted={pk: 1})) == [pk]
    assert noted(lambda: ledger.release(quantities={pk: 1})) == [pk]
    assert noted(lambda: type(item).objects.update(buffer=F("buffer") + 5)) == [pk]
    assert noted(lambda: type(item).objects.update(bin_location="Z-9")) == []


def test_files_are_noted_when_they_come_and_go() -> None:
    resource = ResourceFactory.create()
    assert noted(lambda: ResourceFileFactory.create(resource=resource)) == [resource.pk]
    assert noted(lambda: run("UPDATE catalog_resourcefile SET role = 'summary'")) == [resource.pk]
    assert noted(lambda: run("DELETE FROM catalog_resourcefile")) == [resource.pk]


def test_emptying_a_table_concerns_every_resource() -> None:
    ids = [resource.pk for resource in ResourceFactory.create_batch(2)]
    assert noted(lambda: run("TRUNCATE catalog_contribution")) == ids


def test_what_is_rolled_back_was_never_noted() -> None:
    resource = ResourceFactory.create()

    def fail() -> None:
        with transaction.atomic():
            Resource.objects.filter(pk=resource.pk).update(title="Never")
            transaction.set_rollback(True)

    assert noted(fail) == []
