"""What every reader of records yields, and what it raises when a file is no file of records."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from pymarc import Record

Progress = Callable[[int], None]  # called with the bytes read so far


class Source(Protocol):
    """Where a reader takes its bytes from."""

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes, none at the end."""


class UnreadableFile(Exception):
    """A whole file cannot be read. The message says what, where, and what to do."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One record of a file, or why there is none at its place; `position` counts from 1."""

    position: int
    record: Record | None
    problem: str = ""
    remarks: tuple[str, ...] = ()
