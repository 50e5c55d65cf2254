"""Copies of many titles handed out at one event."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID, uuid5

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.formats import date_format

from library.inventory.enums import MovementKind
from library.inventory.ledger.writing import all_locked, entry_of, move
from library.inventory.models import Movement
from library.inventory.selectors.movements import WASHINGTON


@dataclass(frozen=True, slots=True)
class Event:
    """Where copies were handed out. Its name is the document of the movements."""

    name: str
    held_on: date
    place: str

    def __str__(self) -> str:
        return f"{self.name}, {self.place}, {date_format(self.held_on, 'F j, Y')}"


@transaction.atomic
def hand_out_at_event(
    *, event: Event, quantities: Mapping[int, int], actor: AbstractBaseUser | None, key: UUID
) -> list[Movement]:
    """Take copies given away at an event off their shelves: of all titles, or of none.

    The same key again gives the movements that were made. The buffer may be used.

    Raises:
        InsufficientStock: of one title fewer copies are free of allocations.
        NotStocked: one title has no place on the shelf.
    """
    occurred_at = datetime.combine(event.held_on, time(12), tzinfo=WASHINGTON)
    movements = []
    for item in all_locked(quantities):
        entry = entry_of(
            event.name,
            actor,
            occurred_at,
            f"{event.place}, {date_format(event.held_on, 'F j, Y')}",
            key=uuid5(key, str(item.resource_id)),
        )
        quantity = -quantities[item.resource_id]
        movements.append(move(item.resource_id, MovementKind.HAND_OUT, quantity, entry))
    return movements
