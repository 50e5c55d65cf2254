"""The port: what the library asks of any search engine."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from search.query import SearchQuery
from search.records import Record
from search.results import Results


class EngineUnavailable(Exception):
    """The engine did not answer in time or not at all. `reason` is fit for a log, not a reader."""

    def __init__(self, engine: str, reason: str) -> None:
        self.engine = engine
        self.reason = reason
        super().__init__(f"{engine} is unavailable: {reason}")


@dataclass(frozen=True, slots=True)
class Change:
    """What an index should hold of one resource from `version` on; no record means nothing."""

    resource_id: int
    version: int
    record: Record | None


class SearchEngine(Protocol):
    """A search engine. Every method raises EngineUnavailable when the engine does not answer."""

    name: str

    def search(self, query: SearchQuery) -> Results:
        """Answer a query."""
        ...

    def write(self, changes: Sequence[Change]) -> None:
        """Apply changes; one older than what the index holds changes nothing."""
        ...

    def versions(self) -> Iterator[tuple[int, int]]:
        """Yield the resource id and version of every document, in the order of the ids."""
        ...

    def ensure_ready(self) -> None:
        """Create what is missing for the first write."""
        ...
