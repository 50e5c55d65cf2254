"""Reading saved searches."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils import timezone

from library.catalog.models import Resource
from search.finder import find
from search.forms import read_query
from search.labels import Labels
from search.models import SavedSearch, Subscriber
from search.naming import name_of
from search.query import MAX_SIZE, MAX_WINDOW, SearchQuery


@dataclass(frozen=True, slots=True)
class NamedSearch:
    """A saved search and what it is called. `is_broken`: it has a filter that is no more."""

    search: SavedSearch
    name: str
    is_broken: bool


def subscriber_by_id(*, subscriber_id: int) -> Subscriber | None:
    """Return a subscriber, or None: unsubscribed people are gone."""
    return Subscriber.objects.filter(pk=subscriber_id).first()


def search_by_id(*, search_id: int) -> SavedSearch | None:
    """Return a saved search, confirmed or not."""
    return SavedSearch.objects.filter(pk=search_id).first()


def searches_of(*, subscriber_id: int) -> QuerySet[SavedSearch]:
    """Return the confirmed searches of a subscriber, the oldest first."""
    mine = SavedSearch.objects.filter(subscriber_id=subscriber_id, confirmed_at__isnull=False)
    return mine.order_by("pk")


def due_subscribers() -> list[int]:
    """Return who has a confirmed search that was not looked at today."""
    confirmed = SavedSearch.objects.filter(subscriber=OuterRef("pk"), confirmed_at__isnull=False)
    today = timezone.localdate()
    due = Subscriber.objects.filter(Q(checked_on=None) | Q(checked_on__lt=today), Exists(confirmed))
    return list(due.order_by("pk").values_list("pk", flat=True))


def named(search: SavedSearch, labels: Labels) -> NamedSearch:
    """Return a search with its name; a filter that is no more is left out of it."""
    asked = read_query(QueryDict(search.parameters), labels)
    return NamedSearch(search, name_of(asked.query, labels), bool(asked.notices))


def query_of(search: SavedSearch, labels: Labels) -> SearchQuery | None:
    """Return what a saved search asks, None where a filter of it is no more.

    Without the filter it would ask for more than anybody wanted to be told.
    """
    asked = read_query(QueryDict(search.parameters), labels)
    return None if asked.notices else asked.query


def matches(query: SearchQuery, *, since: int) -> Iterator[int]:
    """Yield the ids of everything public that answers and was added since, the best first."""
    for page in range(1, MAX_WINDOW // MAX_SIZE + 1):
        found = find(replace(query.subject, since=since, page=page, size=MAX_SIZE))
        yield from (hit.id for hit in found.hits)
        if page * MAX_SIZE >= found.total:
            return


def titles(resource_ids: Sequence[int]) -> list[Resource]:
    """Return those of some resources that are public now, in the order of the ids."""
    columns = ("product_number", "title", "subtitle", "slug")
    found = Resource.objects.public().only(*columns).in_bulk(resource_ids)
    return [found[pk] for pk in resource_ids if pk in found]
