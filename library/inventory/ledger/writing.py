"""How every verb writes: lock, look whether it was entered before, write the movement."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from library.inventory.enums import MovementKind
from library.inventory.ledger.faults import InsufficientStock, MissingDocument, NotStocked
from library.inventory.models import Movement, StockItem
from library.inventory.tasks import announce_free_copies


def positive(quantity: int) -> int:
    """Return a number of copies that is above zero, or refuse it."""
    if quantity <= 0:
        raise ValueError("Give a number of copies above zero.")
    return quantity


def entry_of(
    document: str,
    actor: AbstractBaseUser | None,
    occurred_at: datetime | None,
    reason: str,
    *,
    key: UUID | None = None,
) -> Movement:
    """Return what the movements of one verb share, without item, kind and quantity."""
    if not document.strip():
        raise MissingDocument
    return Movement(
        document=document.strip(),
        recorded_by_id=actor.pk if actor else None,
        occurred_at=occurred_at or timezone.now(),
        reason=reason,
        entry_key=key,
    )


def made_before(entry: Movement) -> Movement | None:
    """Return the movement that this entry was before. Ask it with the item locked."""
    if entry.entry_key is None:
        return None
    return Movement.objects.filter(entry_key=entry.entry_key).first()


def locked(resource_ids: Iterable[int]) -> list[StockItem]:
    """Return the items, locked in primary-key order so that two callers cannot deadlock."""
    rows = StockItem.objects.select_for_update().filter(resource_id__in=list(resource_ids))
    return list(rows.order_by("pk"))


def all_locked(quantities: Mapping[int, int]) -> list[StockItem]:
    """Return the items of all resources named, locked; refuse where one has none."""
    for quantity in quantities.values():
        positive(quantity)
    items = locked(quantities)
    missing = set(quantities) - {item.resource_id for item in items}
    if missing:
        raise NotStocked(min(missing))
    return items


def locked_one(resource_id: int) -> StockItem:
    """Return one resource's item, locked."""
    for item in locked([resource_id]):
        return item
    raise NotStocked(resource_id)


@transaction.atomic
def move(resource_id: int, kind: MovementKind, quantity: int, entry: Movement) -> Movement:
    """Move copies that are not allocated. The same entry again gives the movement it made."""
    item = locked_one(resource_id)
    if made := made_before(entry):
        return made
    free = item.on_hand - item.allocated
    if free + quantity < 0:
        raise InsufficientStock(resource_id=resource_id, wanted=-quantity, available=free)
    return write(item, kind, quantity, entry)


def write(item: StockItem, kind: MovementKind, quantity: int, entry: Movement) -> Movement:
    """Write the movement; a trigger moves the balance in the database by the same quantity."""
    movement = Movement.objects.create(
        item=item,
        kind=kind,
        quantity=quantity,
        occurred_at=entry.occurred_at,
        recorded_by_id=entry.recorded_by_id,
        document=entry.document,
        reason=entry.reason,
        entry_key=entry.entry_key,
        expected=entry.expected,
    )
    item.on_hand += quantity
    if quantity > 0:
        announce_free_copies(resource_id=item.resource_id)
    return movement


def free(item: StockItem, quantity: int) -> None:
    """Take copies of a locked item out of those set aside."""
    if quantity > item.allocated:
        raise InsufficientStock(
            resource_id=item.resource_id, wanted=quantity, available=item.allocated
        )
    set_allocated(item, item.allocated - quantity)


def set_allocated(item: StockItem, allocated: int) -> None:
    """Save how many copies of a locked item are set aside."""
    item.allocated = allocated
    item.save(update_fields=["allocated"])
