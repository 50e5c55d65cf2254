"""The thesaurus stands even where raw SQL broke its rules."""

import pytest
from django.test import Client

from library.catalog.models import Topic
from library.catalog.selectors import topic_labels, topic_tree
from tests.factories.catalog import ResourceFactory, TopicFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ring() -> tuple[Topic, Topic]:
    """Two topics below each other, and one below them."""
    first = TopicFactory.create(name="Burglary", slug="burglary")
    second = TopicFactory.create(name="Crime", slug="crime", parent=first)
    Topic.objects.filter(pk=first.pk).update(parent=second)
    TopicFactory.create(name="Alarms", slug="alarms", parent=second)
    ResourceFactory.create(title="Closing the Door", primary_topic=second)
    return first, second


def test_no_topic_of_a_ring_is_lost(ring: tuple[Topic, Topic]) -> None:
    TopicFactory.create(name="Youth")
    walked = [node.topic.name for root in topic_tree() for node in root.walk()]
    assert sorted(walked) == ["Alarms", "Burglary", "Crime", "Youth"]
    assert sorted(key for key, _ in topic_labels()) == sorted(
        Topic.objects.values_list("pk", flat=True)
    )
    assert {topic.pk for topic in ring} < {key for key, _ in topic_labels()}


@pytest.mark.usefixtures("ring")
@pytest.mark.parametrize("slug", ["burglary", "crime", "alarms"])
def test_the_pages_of_a_ring_open(client: Client, slug: str) -> None:
    assert client.get("/topics/").status_code == 200
    assert client.get(f"/topics/{slug}/").status_code == 200
