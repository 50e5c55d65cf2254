"""What the pages of resources ask of search: where a reader came from, and where to go on."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.template import Context
from django.urls import reverse

from library.catalog.models import Resource
from library.catalog.selectors import editions_of
from search.engine import EngineUnavailable
from search.finder import related
from search.forms import address_of, clean
from search.labels import CLOSED
from search.query import MAX_TEXT, FacetName, SearchQuery
from search.results import Hit
from search.vocabulary.folding import sort_key

register = template.Library()

SHOWN = 5
_SPARE = 7  # for those that turn out to be editions by their titles


@dataclass(frozen=True, slots=True)
class Origin:
    """The search that led straight to a resource, and the address of all its results."""

    text: str
    address: str


@register.simple_tag(takes_context=True)
def search_origin(context: Context) -> Origin | None:
    """Return the search that the address says led here; None where it says nothing."""
    request = context.get("request")
    text = clean((request.GET.get("from") or "")[: MAX_TEXT * 2])[:MAX_TEXT] if request else ""
    if not text:
        return None
    query = SearchQuery(text=text, exact=True)
    return Origin(text, f"{reverse('search:results')}?{address_of(query)}")


@register.simple_tag
def related_resources(resource: Resource) -> list[dict[str, Any]]:
    """Return a few resources about the same, none of them another edition of this one.

    Two statements, or one and a request to Elasticsearch; a preview that was never saved has none.
    """
    if resource.pk is None or not resource.is_public:
        return []
    editions = editions_of(resource_id=resource.pk)
    try:
        found = related(resource.pk, without=list(editions), size=SHOWN + _SPARE)
    except EngineUnavailable:
        return []
    others = _otherwise_titled({sort_key(title) for title in editions.values()}, found)
    return [_shown(hit) for hit in others[:SHOWN]]


def _otherwise_titled(titles: set[str], hits: tuple[Hit, ...]) -> list[Hit]:
    """Return hits without those that have one of the titles, or that of a hit before them."""
    by_title: dict[str, Hit] = {}
    for hit in hits:
        by_title.setdefault(sort_key(hit.title), hit)
    return [hit for title, hit in by_title.items() if title not in titles]


def _shown(hit: Hit) -> dict[str, Any]:
    kind = CLOSED[FacetName.KIND].get(hit.kind, "")
    carrier = CLOSED[FacetName.FORMAT].get(hit.format, "")
    return {"hit": hit, "facts": [part for part in (kind, carrier, hit.year) if part]}
