"""What each choice about an order would do: the shelf, those who wait, the days it lasts after."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from library.fulfillment.selectors.queue import copies_waited_for
from library.inventory.selectors import Shelf, shelves_of
from library.orders.models import Order, OrderLine
from library.orders.services.lines import wanted_copies


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is there when so many copies of a line are granted; those who wait come first."""

    copies: int
    short: int  # granted copies that the shelf cannot give yet
    free: int  # copies that nobody waits for
    waiting: int  # copies of this and of other orders that wait for stock
    days: float | None


@dataclass(frozen=True, slots=True)
class Effect:
    """One line and its shelf. `waiting` are the approved copies that other orders wait for.

    `left` is what the limits leave for the agency and the address, None where they were not
    passed; `typed` what somebody thinks of granting.
    """

    line: OrderLine
    shelf: Shelf
    waiting: int
    left: int | None = None
    typed: int | None = None

    @property
    def days_now(self) -> float | None:
        """How long the shelf lasts as it stands."""
        return self.shelf.days_of_cover()

    @property
    def now(self) -> Outcome:
        """What is there before anything is granted; the same as after the line is declined."""
        return self.outcome(0)

    def outcome(self, copies: int) -> Outcome:
        """Return what is there when so many copies are granted."""
        free = max(self.shelf.available - self.waiting, 0)
        short = max(copies - free, 0)
        return Outcome(
            copies=copies,
            short=short,
            free=max(free - copies, 0),
            waiting=max(self.waiting - self.shelf.available, 0) + short,
            days=self.shelf.days_of_cover(without=copies),
        )

    @property
    def choices(self) -> list[tuple[str, Outcome]]:
        """What may be granted, from nothing to all, each number once."""
        wanted = wanted_copies(self.line)
        named = [(0, "Decline"), (wanted, "Approve all")]
        if self.left is not None:
            named.append((min(self.left, wanted), "What the limits leave"))
        if self.typed is not None:
            named.append((self.typed, "As typed below"))
        labels: dict[int, str] = {}
        for copies, label in named:
            labels[copies] = f"{labels[copies]}; {label}" if copies in labels else label
        return [(labels[copies], self.outcome(copies)) for copies in sorted(labels)]


def effects_of(
    *,
    order: Order,
    lines: Iterable[OrderLine],
    left: Mapping[int, int] | None = None,
    typed: Mapping[int, int] | None = None,
) -> list[Effect]:
    """Return what granting each line would do. Two statements, however many lines.

    Args:
        order: the order.
        lines: its lines.
        left: by resource, the copies that the limits leave.
        typed: by line, the copies that somebody thinks of granting.
    """
    rows = list(lines)
    ids = [line.resource_id for line in rows]
    shelves = shelves_of(resource_ids=ids)
    waiting = copies_waited_for(resource_ids=ids, besides=order)
    empty = Shelf(0, 0)
    return [
        Effect(
            line=line,
            shelf=shelves.get(line.resource_id, empty),
            waiting=waiting.get(line.resource_id, 0),
            left=(left or {}).get(line.resource_id),
            typed=(typed or {}).get(line.pk),
        )
        for line in rows
    ]
