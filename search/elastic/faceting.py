"""Counts of every facet, each under the filters of the others, and what comes back of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from elasticsearch_dsl import Q
from elasticsearch_dsl.query import Bool, Query

from search.query import FacetName, SearchQuery
from search.results import Bucket, Facet

FACET_FIELDS = {
    FacetName.TOPIC: "topics",
    FacetName.KIND: "kind",
    FacetName.FORMAT: "format",
    FacetName.AUDIENCE: "audiences",
    FacetName.LANGUAGE: "languages",
    FacetName.YEAR: "year",
    FacetName.AVAILABILITY: "availability",
}
FACET_SIZE = 500
_YEAR = 4  # digits
_SHARED = "under_every_filter"  # those that nothing is chosen of
_ORDER = [{"_count": "desc"}, {"_key": "asc"}]

Counts = dict[str, dict[str, Any]]


def facet_counts(query: SearchQuery) -> Counts:
    """Return the aggregations of all facets.

    A filter around a facet costs as much as the facet, so there is none where nothing is chosen,
    and one for all facets that stand under the same filters.
    """
    counts: Counts = {}
    for name in FacetName:
        others = filters(query, but=name)
        if not others:
            counts[name] = _values(name)
        elif query.selected(name):
            counts[f"but_{name}"] = _under(others, [name])
    shared = [name for name in FacetName if query.filters and not query.selected(name)]
    if shared:
        counts[_SHARED] = _under(filters(query), shared)
    return counts


def plain_counts() -> Counts:
    """Return the aggregations that disregard all filters."""
    return {name: _values(name) for name in FacetName}


def filters(query: SearchQuery, but: FacetName | None = None) -> list[Query]:
    """Return the filters in force, without that of one facet."""
    chosen = ((name, query.selected(name)) for name in FacetName if name != but)
    return [Q("terms", **{FACET_FIELDS[name]: _terms(name, v)}) for name, v in chosen if v]


def counted(answer: Mapping[str, Any]) -> tuple[Facet, ...]:
    """Return the facets that the answer to `facet_counts` holds, in the order of FacetName."""
    found = dict(_counted(answer))
    return tuple(Facet(name, _buckets(found[name]["buckets"])) for name in FacetName)


def _counted(answer: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, counts in answer.items():
        if "buckets" in counts:
            yield name, counts
        else:
            yield from ((one, held) for one, held in counts.items() if one in FACET_FIELDS)


def _buckets(found: Sequence[Mapping[str, Any]]) -> tuple[Bucket, ...]:
    return tuple(Bucket(str(one["key"]), int(one["doc_count"])) for one in found)


def _values(name: FacetName) -> dict[str, Any]:
    return {"terms": {"field": FACET_FIELDS[name], "size": FACET_SIZE, "order": _ORDER}}


def _under(chosen: Iterable[Query], names: Iterable[FacetName]) -> dict[str, Any]:
    return {
        "filter": Bool(filter=list(chosen)).to_dict(),
        "aggs": {str(name): _values(name) for name in names},
    }


def _terms(name: FacetName, values: Sequence[str]) -> list[str]:
    """Drop years that are none: Elasticsearch would refuse the whole request."""
    if name != FacetName.YEAR:
        return list(values)
    return [
        value for value in values if value.isascii() and value.isdigit() and len(value) == _YEAR
    ]
