"""The results page."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from search.facets import chips, choices
from search.finder import find
from search.forms import Asked, address_of, read_query
from search.labels import CLOSED, load_labels
from search.query import MAX_WINDOW, FacetName, SearchQuery, Sort
from search.results import Hit, Results

SORTS = {
    Sort.RELEVANCE: "Best match",
    Sort.NEWEST: "Newest first",
    Sort.OLDEST: "Oldest first",
    Sort.TITLE: "Title, A to Z",
    Sort.ADDED: "Recently added",
}


@dataclass(frozen=True, slots=True)
class ShownHit:
    """A hit with its values' labels; `title` and `snippet` are safe HTML where they are marked."""

    hit: Hit
    title: str
    snippet: str
    kind: str
    format: str
    availability: str


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Show what answers the question in the address."""
    labels = load_labels()
    asked = read_query(request.GET, labels)
    found = find(asked.query)
    context = _page(asked, found) | {
        "facets": choices(found.facets, asked.query, labels),
        "chips": chips(asked.query, labels),
        "topics": [
            (slug, label)
            for slug, label in labels.names[FacetName.TOPIC].items()
            if slug not in labels.broader
        ]
        if not found.total
        else [],
    }
    return render(request, "search/results.html", context)


def _page(asked: Asked, found: Results) -> dict[str, Any]:
    query = asked.query
    reachable = min(found.total, MAX_WINDOW - MAX_WINDOW % query.size)
    page_count = -(-reachable // query.size)
    return {
        "query": query,
        "notices": asked.notices,
        "results": found,
        "hits": [_shown(hit) for hit in found.hits],
        "first": query.offset + 1,
        "last": query.offset + len(found.hits),
        "page_number": query.page,
        "page_count": page_count,
        "last_page_address": address_of(query, page=page_count),
        "unfiltered_address": address_of(_unfiltered(query)),
        "sorts": [(str(sort), label) for sort, label in SORTS.items()],
    }


def _unfiltered(query: SearchQuery) -> SearchQuery:
    return SearchQuery(text=query.text, sort=query.sort, size=query.size)


def _shown(hit: Hit) -> ShownHit:
    title = hit.highlights.get("title", ())
    snippet = hit.highlights.get("abstract", ())
    return ShownHit(
        hit=hit,
        title=SafeString(title[0]) if title else hit.title,
        snippet=SafeString(" … ".join(snippet)) if snippet else "",
        kind=CLOSED[FacetName.KIND].get(hit.kind, ""),
        format=CLOSED[FacetName.FORMAT].get(hit.format, ""),
        availability=CLOSED[FacetName.AVAILABILITY].get(hit.availability, ""),
    )
