"""What a person asks: plain values, free of any engine."""

from dataclasses import dataclass
from enum import StrEnum

MAX_TEXT = 200
MAX_SIZE = 100
MAX_WINDOW = 10_000


class FacetName(StrEnum):
    """What results can be narrowed by. The value is the parameter's name in an address."""

    TOPIC = "topic"
    KIND = "kind"
    FORMAT = "format"
    AUDIENCE = "audience"
    LANGUAGE = "language"
    YEAR = "year"
    AVAILABILITY = "availability"


class Sort(StrEnum):
    """The order of results."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"
    TITLE = "title"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """One question. Pages count from 1; an empty text asks for everything.

    `since` leaves out what was first published before that moment, in seconds since 1970; `exact`
    asks for the words as they were typed, whatever looks misspelled.
    """

    text: str = ""
    filters: tuple[tuple[FacetName, tuple[str, ...]], ...] = ()
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    size: int = 20
    since: int = 0
    exact: bool = False

    def selected(self, name: FacetName) -> tuple[str, ...]:
        """Return the values chosen for a facet; several mean any of them."""
        return dict(self.filters).get(name, ())

    @property
    def subject(self) -> "SearchQuery":
        """The same question, whatever the order and the page."""
        return SearchQuery(text=self.text, filters=self.filters)

    @property
    def offset(self) -> int:
        """How many hits come before this page."""
        return (self.page - 1) * self.size
