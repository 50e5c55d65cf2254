"""The only projection from the catalog to an index."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Record:
    """Everything an index knows of one public resource.

    `numbers` are normalized identifiers. `topics` are slugs, ancestors included; `topic_names` are
    the names and used-for terms of the same topics. `published` is YYYYMMDD with zeros for what is
    unknown, 0 without a year.
    """

    id: int
    product_number: str
    numbers: tuple[str, ...]
    identifiers: tuple[tuple[str, str], ...]
    url: str
    title: str
    subtitle: str
    abstract: str
    notes: str
    contributors: tuple[str, ...]
    subjects: tuple[str, ...]
    series: str
    publisher: str
    topics: tuple[str, ...]
    topic_names: tuple[str, ...]
    kind: str
    format: str
    audiences: tuple[str, ...]
    languages: tuple[str, ...]
    year: int | None
    published: int
    availability: str


def records_for(resource_ids: Iterable[int]) -> dict[int, Record]:
    """Return the record of each id that is public now; the others must not be in an index."""
    raise NotImplementedError
