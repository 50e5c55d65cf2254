"""The port: what the library asks of any search engine."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from search.question import Question
from search.records import Record
from search.results import Results


class EngineUnavailable(Exception):
    """The engine did not answer in time or not at all. `reason` is fit for a log, not a reader."""

    def __init__(self, engine: str, reason: str) -> None:
        self.engine = engine
        self.reason = reason
        super().__init__(f"{engine} is unavailable: {reason}")


class RecordsRefused(Exception):
    """The engine answers but does not take these records; it took the others of the same call."""

    def __init__(self, engine: str, reasons: Mapping[int, str]) -> None:
        self.engine = engine
        self.reasons = dict(reasons)
        super().__init__(f"{engine} refused {len(self.reasons)} records: {self.reasons}")


@dataclass(frozen=True, slots=True)
class Change:
    """What an index should hold of one resource from `version` on; no record means nothing."""

    resource_id: int
    version: int
    record: Record | None


class IndexWriter(Protocol):
    """Something that takes changes."""

    def write(self, changes: Sequence[Change]) -> None:
        """Apply changes; one older than what the index holds changes nothing, an equal one does.

        Raises:
            RecordsRefused: some records cannot be stored; the others are.
        """
        ...


class SearchEngine(IndexWriter, Protocol):
    """A search engine. Every method raises EngineUnavailable when the engine does not answer."""

    name: str  # "elasticsearch" or "postgresql": the outbox keeps a column for each

    def search(self, question: Question) -> Results:
        """Answer a question. A page beyond MAX_WINDOW has a total and facets but no hits."""
        ...

    def versions(self) -> Iterator[tuple[int, int]]:
        """Yield the resource id and version of every document, in the order of the ids."""
        ...

    def is_ready(self) -> bool:
        """Tell whether there is an index, laid out as this code expects, to write to."""
        ...

    def fresh_index(self) -> AbstractContextManager[IndexWriter]:
        """Open a second index beside the one that answers.

        When the block ends well it takes the other's place in one step and holds exactly what was
        written in the block; when the block fails it is dropped and nothing has changed.
        """
        ...
