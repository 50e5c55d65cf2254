"""The thesaurus and the other vocabularies in the admin."""

from threading import Thread

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from library.catalog.models import Audience, Language, Resource, Series, Topic
from library.catalog.services import lock_thesaurus
from tests.factories.catalog import ResourceFactory, SeriesFactory, TopicFactory

pytestmark = pytest.mark.django_db


def url(model: type, name: str, *args: object) -> str:
    viewset = model.snippet_viewset  # type: ignore[attr-defined]
    return reverse(viewset.get_url_name(name), args=args)


def topic_form(**values: object) -> dict[str, object]:
    rows: dict[str, object] = nested_form_data({"used_for": inline_formset([])})
    return rows | values


def test_a_topic_cannot_stand_below_itself(editor: Client) -> None:
    broad = TopicFactory.create(name="Broad")
    narrow = TopicFactory.create(name="Narrow", parent=broad)
    data = topic_form(name="Broad", slug="broad", parent=narrow.pk)
    page = editor.post(url(Topic, "edit", broad.pk), data).content.decode()
    assert "stands below this topic" in page
    broad.refresh_from_db()
    assert broad.parent is None


def test_a_topic_is_added_below_another(editor: Client) -> None:
    broad = TopicFactory.create()
    data = topic_form(name="Graffiti", slug="graffiti", parent=broad.pk)
    assert editor.post(url(Topic, "add"), data).status_code == 302
    assert Topic.objects.get(slug="graffiti").parent == broad


def test_topics_are_listed_as_a_tree(editor: Client) -> None:
    second = TopicFactory.create(name="Zebra crossings")
    TopicFactory.create(name="Aardvarks", parent=second)
    TopicFactory.create(name="Middle")
    page = editor.get(url(Topic, "list")).content.decode()
    places = [page.index(f"<strong>{name}<") for name in ("Middle", "Zebra crossings", "Aardvarks")]
    assert places == sorted(places)


@pytest.mark.parametrize("model", [Audience, Language, Series, Topic])
def test_every_vocabulary_can_be_listed_and_extended(editor: Client, model: type) -> None:
    assert editor.get(url(model, "list")).status_code == 200
    assert editor.get(url(model, "add")).status_code == 200


def test_a_topic_in_use_is_not_deleted(moderator: Client) -> None:
    topic = ResourceFactory.create().primary_topic
    assert topic is not None
    page = moderator.post(url(Topic, "delete", topic.pk), follow=True).content.decode()
    assert "cannot be deleted, because other records rest on it (1 resource)" in page
    assert Topic.objects.filter(pk=topic.pk).exists()


def test_a_topic_with_narrower_ones_is_not_deleted(moderator: Client) -> None:
    topic = TopicFactory.create()
    Topic.objects.bulk_create([Topic(name="Narrow", slug="narrow", parent=topic)])
    page = moderator.post(url(Topic, "delete", topic.pk), follow=True).content.decode()
    assert "(1 topic)" in page
    assert Topic.objects.filter(pk=topic.pk).exists()


def test_a_series_of_imported_resources_is_not_deleted_not_even_among_others(
    moderator: Client,
) -> None:
    free, series = SeriesFactory.create(), SeriesFactory.create()
    Resource.objects.bulk_create([Resource(title="Imported", series=series)])
    page = moderator.post(url(Series, "delete", series.pk), follow=True).content.decode()
    assert "(1 resource)" in page
    several = reverse("wagtail_bulk_action", args=("catalog", "series", "delete"))
    answer = moderator.post(f"{several}?id={free.pk}&id={series.pk}", follow=True)
    assert "(1 resource)" in answer.content.decode()
    assert set(Series.objects.all()) == {free, series}


def test_what_nothing_rests_on_is_deleted(moderator: Client) -> None:
    series = SeriesFactory.create()
    assert moderator.post(url(Series, "delete", series.pk)).status_code == 302
    assert not Series.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_topics_are_not_put_below_each_other_at_the_same_time(client: Client) -> None:
    first, second = TopicFactory.create(name="First"), TopicFactory.create(name="Second")
    client.force_login(User.objects.create_superuser("boss"))
    pages: list[str] = []

    def put_first_below_second() -> None:
        data = topic_form(name="First", slug=first.slug, parent=second.pk)
        pages.append(client.post(url(Topic, "edit", first.pk), data).content.decode())
        connection.close()

    other = Thread(target=put_first_below_second)
    with transaction.atomic():
        lock_thesaurus()
        Topic.objects.filter(pk=second.pk).update(parent=first)
        other.start()
        other.join(timeout=2)
    other.join(timeout=30)
    assert "stands below this topic" in pages[0]
    first.refresh_from_db()
    assert first.parent is None
