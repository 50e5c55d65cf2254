"""The warehouse as a table of numbers: what should become of orders, in the fewest words.

It knows nothing of the product's code. `test_order_life_property.py` holds the product to it, step
by step.
"""

from dataclasses import dataclass, field

UNDECIDED = {"placed", "in_review"}
MOST = 6  # copies of a title for one agency


@dataclass
class Line:
    """One title of an order, in copies."""

    requested: int
    approved: int = 0
    cancelled: int = 0
    held: int = 0
    shipped: int = 0

    @property
    def open(self) -> int:
        return self.approved - self.cancelled - self.held - self.shipped


@dataclass
class Case:
    """One order. `stage` is placed, in_review, declined, or granted once it was approved."""

    agency: str
    stage: str
    lines: dict[int, Line]
    asked: bool = False
    given_up: bool = False
    parcels: dict[int, dict[int, int]] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        return self.stage == "granted" and any(
            line.open + line.held for line in self.lines.values()
        )

    @property
    def states(self) -> set[str]:
        """The states that the product may give it."""
        if self.given_up:
            return {"cancelled"}
        if self.stage != "granted":
            return {self.stage}
        if self.is_open:
            return {"approved", "in_fulfillment"}
        return {"completed" if any(line.shipped for line in self.lines.values()) else "cancelled"}


class Model:
    """Some shelves and the orders in the order of their placing."""

    def __init__(self, shelf: dict[int, int]) -> None:
        self.shelf = shelf
        self.cases: dict[int, Case] = {}

    def held(self, title: int) -> int:
        """Return the copies that parcels in the house hold."""
        return sum(case.lines[title].held for case in self.cases.values() if title in case.lines)

    def had(self, agency: str, title: int) -> int:
        """Return the copies that count against an agency's limit."""
        copies = 0
        for case in self.cases.values():
            if case.agency != agency or title not in case.lines or case.stage == "declined":
                continue
            line = case.lines[title]
            granted = line.approved if case.stage == "granted" else line.requested
            copies += 0 if case.given_up else granted - line.cancelled
        return copies

    def is_over(self, agency: str, wanted: dict[int, int]) -> bool:
        """Return whether an order would pass the limit."""
        return any(self.had(agency, title) + copies > MOST for title, copies in wanted.items())

    def place(self, key: int, agency: str, wanted: dict[int, int]) -> None:
        """Add an order."""
        stage = "in_review" if self.is_over(agency, wanted) else "placed"
        self.cases[key] = Case(agency, stage, {title: Line(n) for title, n in wanted.items()})

    def approve(self, key: int, most: int) -> bool:
        """Grant up to so many copies of each title; return whether that is possible."""
        case = self.cases[key]
        if case.stage not in UNDECIDED or case.given_up or not most:
            return False
        case.stage = "granted"
        for line in case.lines.values():
            line.approved = min(line.requested, most)
        return True

    def due(self, key: int) -> dict[int, int]:
        """Return the copies that an order gets if it is its turn now: the first placed first."""
        due = {}
        for title, line in self.cases[key].lines.items():
            free = self.shelf[title] - self.held(title) - self._kept_before(key, title)
            if copies := min(line.open, max(free, 0)):
                due[title] = copies
        return due

    def _kept_before(self, key: int, title: int) -> int:
        kept = 0
        for other, case in self.cases.items():
            if other == key:
                break
            if case.is_open and title in case.lines:
                kept += case.lines[title].open
        return kept

    def cancel(self, key: int) -> bool:
        """Give up what has not left; return whether anything is left to give up."""
        case = self.cases[key]
        if case.given_up or not (case.stage in UNDECIDED or case.is_open):
            return False
        case.given_up = case.stage in UNDECIDED
        case.parcels.clear()
        for line in case.lines.values():
            line.held = 0
            line.cancelled += line.requested if case.given_up else line.open
        return True
