"""What an engine answers: plain values, free of any engine."""

from dataclasses import dataclass

from search.query import FacetName

MOST_FOUND_PASSAGES = 3  # of one hit


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number of a resource and the scheme it belongs to."""

    scheme: str
    value: str


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A place inside a resource that has all the words. `text` is safe HTML as highlights are."""

    label: str
    url: str
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One resource found. Highlights are safe HTML: escaped, only `<mark>` is markup.

    `id` is the resource's; `added` is when it was first published here, in seconds since 1970, 0
    where nobody knows.
    """

    id: int
    product_number: str
    title: str
    subtitle: str
    url: str
    score: float
    highlights: dict[str, tuple[str, ...]]
    identifiers: tuple[Identifier, ...]
    abstract: str
    kind: str
    format: str
    year: int | None
    availability: str
    topics: tuple[str, ...]
    contributors: tuple[str, ...]
    added: int
    passages: tuple[FoundPassage, ...] = ()


@dataclass(frozen=True, slots=True)
class Bucket:
    """One value of a facet and how many results have it."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of one facet, counted under every filter but the facet's own."""

    name: FacetName
    buckets: tuple[Bucket, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """One page of hits. `degraded` tells that another engine should have answered."""

    total: int
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    engine: str
    degraded: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something that a beginning may become. `kind` is title, topic, number or person."""

    kind: str
    label: str
    detail: str
    url: str


@dataclass(frozen=True, slots=True)
class Neighbor:
    """A resource whose number is near one that nobody has. It is no answer to it."""

    number: str
    title: str
    product_number: str
    url: str
