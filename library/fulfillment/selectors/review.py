"""What granting an order would do: the shelf, those who wait, the days it lasts after."""

from collections.abc import Iterable
from dataclasses import dataclass

from library.fulfillment.selectors.queue import copies_waited_for
from library.inventory.selectors import Shelf, shelves_of
from library.orders.models import Order, OrderLine


@dataclass(frozen=True, slots=True)
class Effect:
    """One line and its shelf. `waiting` are the approved copies that other orders wait for."""

    line: OrderLine
    shelf: Shelf
    waiting: int

    @property
    def days_now(self) -> float | None:
        """How long the shelf lasts as it stands."""
        return self.shelf.days_of_cover()

    @property
    def days_after(self) -> float | None:
        """How long it lasts when everything that is asked for is granted."""
        return self.shelf.days_of_cover(without=self.line.requested)

    @property
    def short(self) -> int:
        """The copies asked for that the shelf cannot give once those who wait have theirs."""
        return max(self.line.requested - max(self.shelf.available - self.waiting, 0), 0)


def effects_of(*, order: Order, lines: Iterable[OrderLine]) -> list[Effect]:
    """Return what granting each line would do. Two statements, however many lines."""
    rows = list(lines)
    ids = [line.resource_id for line in rows]
    shelves = shelves_of(resource_ids=ids)
    waiting = copies_waited_for(resource_ids=ids, besides=order)
    empty = Shelf(0, 0)
    return [
        Effect(line, shelves.get(line.resource_id, empty), waiting.get(line.resource_id, 0))
        for line in rows
    ]
