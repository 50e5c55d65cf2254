"""Many resources at little cost."""

from library.catalog.models import Resource
from tests.factories.catalog import ResourceFactory, TopicFactory

SHARED = ("abstract", "kind", "format", "published_year", "primary_topic_id")


def crowd(count: int, title: str = "Title") -> list[int]:
    """Make public resources and return the ids of all there are."""
    topic = TopicFactory.create()
    one = ResourceFactory.create(primary_topic=topic)
    common = {name: value for name, value in vars(one).items() if name in SHARED}
    rows = [
        Resource(
            **common | {"product_number": f"COPS-W{n}", "slug": f"w-{n}", "title": f"{title} {n}"}
        )
        for n in range(count - 1)
    ]
    Resource.objects.bulk_create(rows)
    return sorted(Resource.objects.values_list("pk", flat=True))
