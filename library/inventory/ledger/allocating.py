"""Copies set aside for orders, given back, shipped."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from library.inventory.enums import MovementKind
from library.inventory.ledger.writing import (
    all_locked,
    entry_of,
    free,
    locked,
    positive,
    set_allocated,
    write,
)
from library.inventory.models import Movement
from library.inventory.tasks import announce_free_copies


def lock(*, resource_ids: Iterable[int]) -> None:
    """Keep these shelves as they are until the transaction ends."""
    locked(resource_ids)


@transaction.atomic
def allocate(*, wanted: Mapping[int, int], kept: Mapping[int, int] | None = None) -> dict[int, int]:
    """Set copies aside, as many of each resource as are available beyond those to be `kept`.

    Returns:
        For each resource asked for, the copies granted: from none to all of those wanted.
    """
    for quantity in wanted.values():
        positive(quantity)
    granted = dict.fromkeys(wanted, 0)
    for item in locked(wanted):
        free = item.available - (kept or {}).get(item.resource_id, 0)
        quantity = max(min(wanted[item.resource_id], free), 0)
        granted[item.resource_id] = quantity
        if quantity:
            set_allocated(item, item.allocated + quantity)
    return granted


@transaction.atomic
def release(*, quantities: Mapping[int, int]) -> None:
    """Give copies that were set aside back to the shelf.

    Raises:
        InsufficientStock: fewer copies are allocated.
    """
    for item in all_locked(quantities):
        free(item, quantities[item.resource_id])
        announce_free_copies(resource_id=item.resource_id)


@transaction.atomic
def ship(
    *,
    quantities: Mapping[int, int],
    document: str,
    actor: AbstractBaseUser | None = None,
    occurred_at: datetime | None = None,
) -> list[Movement]:
    """Let copies that were set aside leave the shelf. One document ships a resource once.

    Raises:
        InsufficientStock: fewer copies are allocated.
    """
    entry = entry_of(document, actor, occurred_at, "")
    movements = []
    for item in all_locked(quantities):
        free(item, quantities[item.resource_id])
        quantity = -quantities[item.resource_id]
        movements.append(write(item, MovementKind.SHIPMENT, quantity, entry))
    return movements
