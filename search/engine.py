"""The port: what the library asks of any search engine."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from search.question import Question
from search.records import Record
from search.results import Hit, Results


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


class Interrupted(Exception):
    """Work on a fresh index was broken off; the index is kept, so that the work can go on."""


class IndexWriter(Protocol):
    """Something that takes changes."""

    def write(self, changes: Sequence[Change]) -> None:
        """Apply changes; one older than what the index holds changes nothing, an equal one does.

        Raises:
            RecordsRefused: some records cannot be stored; the others are.
        """
        ...


class FreshIndex(IndexWriter, Protocol):
    """An index that is being filled. `name` is what it is opened by again.

    Where writing asks nothing of the database it `is_apart`, and records may be read meanwhile.
    """

    name: str
    is_apart: bool

    def versions(self) -> Iterator[tuple[int, int]]:
        """Yield the resource id and version of every document, in the order of the ids."""
        ...


class SearchEngine(IndexWriter, Protocol):
    """A search engine. Every method raises EngineUnavailable when the engine does not answer."""

    name: str  # "elasticsearch" or "postgresql": the outbox keeps a column for each

    def search(self, question: Question) -> Results:
        """Answer a question. A page beyond MAX_WINDOW has a total and facets but no hits."""
        ...

    def related(
        self, resource_id: int, *, without: Sequence[int] = (), size: int = 5
    ) -> tuple[Hit, ...]:
        """Return what is about the same as a resource, without it and `without`, the nearest first.

        Superseded and withdrawn resources are left out. Nothing is related to what is unknown.
        """
        ...

    def versions(self) -> Iterator[tuple[int, int]]:
        """Yield the resource id and version of every document, in the order of the ids."""
        ...

    def differing(self, changes: Sequence[Change]) -> set[int]:
        """Return whose document is there, but not word for word what `write` would make of it."""
        ...

    def miscounted(self) -> tuple[str, ...]:
        """Return the words whose count of documents, kept beside the documents, is wrong."""
        ...

    def recount(self) -> None:
        """Count those words anew."""
        ...

    def is_ready(self) -> bool:
        """Tell whether there is an index, laid out as this code expects, to write to."""
        ...

    def fresh_index(self, name: str = "") -> AbstractContextManager[FreshIndex]:
        """Open a second index beside the one that answers; the one called `name`, if it will do.

        It will do when it is not in use, was laid out by this code and is less than a day old. When
        the block ends well, the index takes the other's place in one step and holds exactly what
        was written to it. When the block fails nothing has changed, and the index is dropped; it
        stays when the engine was unavailable or the work Interrupted.
        """
        ...
