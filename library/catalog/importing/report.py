"""What came of an import: counts, and what to know about single records."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum


class Outcome(StrEnum):
    """What an import did with a record."""

    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to know about one record: its place in the file, its number, and a text."""

    position: int
    control_number: str
    text: str

    def __str__(self) -> str:
        number = f" ({self.control_number})" if self.control_number else ""
        return f"record {self.position}{number}: {self.text}"

    def as_json(self, text_name: str) -> dict[str, object]:
        """Return the entry for a JSON document, its text under `text_name`."""
        return {
            "position": self.position,
            "control_number": self.control_number,
            text_name: self.text,
        }


@dataclass(slots=True)
class Report:
    """The result of one file. `stopped` tells that the rest was not read, at somebody's wish."""

    file: str
    dry_run: bool = False
    stopped: bool = False
    counts: Counter[Outcome] = field(default_factory=Counter)
    rejections: list[Entry] = field(default_factory=list)
    remarks: list[Entry] = field(default_factory=list)

    def add(
        self, outcome: Outcome, *, position: int, control_number: str, remarks: tuple[str, ...]
    ) -> None:
        """Count a record; of a rejected one the remarks are the reasons."""
        self.counts[outcome] += 1
        entries = self.rejections if outcome is Outcome.REJECTED else self.remarks
        entries.extend(Entry(position, control_number, text) for text in remarks)

    def as_json(self) -> dict[str, object]:
        """Return the report for a JSON document."""
        return {
            "file": self.file,
            "dry_run": self.dry_run,
            "stopped": self.stopped,
            **{outcome.value: self.counts[outcome] for outcome in Outcome},
            "rejections": [entry.as_json("reason") for entry in self.rejections],
            "remarks": [entry.as_json("remark") for entry in self.remarks],
        }
