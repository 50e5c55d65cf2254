"""What the web's search machines are told of the catalog."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.sitemaps import GenericSitemap, Sitemap
from django.urls import reverse

from library.catalog.models import Resource
from library.catalog.selectors import changed_topics

_AT_ONCE = 10_000  # addresses in a file; the protocol allows 50,000

type ChangedTopic = tuple[str, datetime | None]

if TYPE_CHECKING:
    _OfResources = GenericSitemap[Resource]
    _OfTopics = Sitemap[ChangedTopic]
else:
    _OfResources, _OfTopics = GenericSitemap, Sitemap


class ResourceSitemap(_OfResources):
    """Every public resource, withdrawn ones too: their pages lead to what took their place."""

    limit = _AT_ONCE

    def __init__(self) -> None:
        public = Resource.objects.public().only("product_number", "slug", "updated_at")
        super().__init__({"queryset": public.order_by("pk"), "date_field": "updated_at"})


class TopicSitemap(_OfTopics):
    """Every topic, and when something in its list last changed."""

    limit = _AT_ONCE

    def items(self) -> list[ChangedTopic]:
        """Return slugs and moments."""
        return changed_topics()

    def location(self, item: ChangedTopic) -> str:
        """Return the path of a topic."""
        return reverse("catalog:topic", args=(item[0],))

    def lastmod(self, item: ChangedTopic) -> datetime | None:
        """Return the moment."""
        return item[1]
