"""Copies that come to the shelf and leave it. Each verb is one movement."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from library.inventory.enums import MovementKind
from library.inventory.ledger.expecting import follow_receipts, open_receipt
from library.inventory.ledger.faults import InsufficientStock
from library.inventory.ledger.writing import (
    entry_of,
    locked_one,
    made_before,
    move,
    positive,
    write,
)
from library.inventory.models import Movement


@transaction.atomic
def receive(
    *,
    resource_id: int,
    quantity: int,
    document: str,
    actor: AbstractBaseUser | None = None,
    occurred_at: datetime | None = None,
    reason: str = "",
    key: UUID | None = None,
    expected_id: int | None = None,
) -> Movement:
    """Put copies that arrived on the shelf, where they were expected as a part of that receipt.

    More copies than were expected are no fault: printers deliver so.

    Raises:
        NotExpected: this expected receipt is another title's, or is closed.
    """
    entry = entry_of(document, actor, occurred_at, reason, key=key)
    item = locked_one(resource_id)
    if made := made_before(entry):
        return made
    entry.expected = open_receipt(expected_id, resource_id) if expected_id else None
    movement = write(item, MovementKind.RECEIPT, positive(quantity), entry)
    follow_receipts(item)
    return movement


def take_back(
    *,
    resource_id: int,
    quantity: int,
    document: str,
    actor: AbstractBaseUser | None = None,
    occurred_at: datetime | None = None,
    reason: str = "",
    key: UUID | None = None,
) -> Movement:
    """Put copies that a recipient sent back on the shelf."""
    return move(
        resource_id,
        MovementKind.RETURN,
        positive(quantity),
        entry_of(document, actor, occurred_at, reason, key=key),
    )


def hand_out(
    *,
    resource_id: int,
    quantity: int,
    document: str,
    actor: AbstractBaseUser | None = None,
    occurred_at: datetime | None = None,
    reason: str = "",
    key: UUID | None = None,
) -> Movement:
    """Take copies given away at an event off the shelf. The buffer may be used for it.

    Raises:
        InsufficientStock: fewer copies are free of allocations.
    """
    return move(
        resource_id,
        MovementKind.HAND_OUT,
        -positive(quantity),
        entry_of(document, actor, occurred_at, reason, key=key),
    )


def write_off(
    *,
    resource_id: int,
    quantity: int,
    document: str,
    actor: AbstractBaseUser | None = None,
    occurred_at: datetime | None = None,
    reason: str = "",
    key: UUID | None = None,
) -> Movement:
    """Take damaged, lost or outdated copies off the shelf.

    Raises:
        InsufficientStock: fewer copies are free of allocations.
    """
    return move(
        resource_id,
        MovementKind.WRITE_OFF,
        -positive(quantity),
        entry_of(document, actor, occurred_at, reason, key=key),
    )


@transaction.atomic
def adjust(
    *,
    resource_id: int,
    counted: int,
    document: str,
    actor: AbstractBaseUser | None = None,
    occurred_at: datetime | None = None,
    reason: str = "",
    key: UUID | None = None,
) -> Movement | None:
    """Make the shelf what a count found. A count that agrees moves nothing and returns None.

    Raises:
        InsufficientStock: fewer copies were counted than are allocated to open shipments.
    """
    if counted < 0:
        raise ValueError("A count cannot be below zero.")
    entry = entry_of(document, actor, occurred_at, reason, key=key)
    item = locked_one(resource_id)
    if made := made_before(entry):
        return made
    if counted < item.allocated:
        raise InsufficientStock(resource_id=resource_id, wanted=item.allocated, available=counted)
    if counted == item.on_hand:
        return None
    return write(item, MovementKind.ADJUSTMENT, counted - item.on_hand, entry)
