"""The only writer of stock: a verb is one transaction, and a quantity moves by a movement.

An entry may carry a `key`: the same key again gives the movement that was made, and makes none.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from library.inventory.enums import MovementKind
from library.inventory.models import Movement, StockItem


class InsufficientStock(Exception):
    """Fewer copies are there than a verb needs. Nothing was changed."""

    def __init__(self, *, resource_id: int, wanted: int, available: int) -> None:
        self.resource_id = resource_id
        self.wanted = wanted
        self.available = available
        super().__init__(f"{wanted} copies are needed and {available} can be used.")


class NotStocked(LookupError):
    """A resource has no place on the shelf; `open_item` gives it one."""

    def __init__(self, resource_id: int) -> None:
        self.resource_id = resource_id
        super().__init__("This resource has no stock item. Open one first.")


class MissingDocument(ValueError):
    """A movement must rest on a document: a delivery note, a shipment's number, a count sheet."""

    def __init__(self) -> None:
        super().__init__("Say which document this rests on.")


def open_item(
    *,
    resource_id: int,
    bin_location: str = "",
    buffer: int = 0,
    weight_grams: int | None = None,
) -> StockItem:
    """Return the stock item of a resource, made empty where there is none."""
    item, _ = StockItem.objects.get_or_create(
        resource_id=resource_id,
        defaults={"bin_location": bin_location, "buffer": buffer, "weight_grams": weight_grams},
    )
    return item


@transaction.atomic
def describe_item(
    *,
    resource_id: int,
    bin_location: str,
    buffer: int,
    weight_grams: int | None,
    expected_on: date | None,
) -> StockItem:
    """Change what is known of a shelf besides its quantities."""
    item = _locked_one(resource_id)
    item.bin_location = bin_location
    item.buffer = buffer
    item.weight_grams = weight_grams
    item.expected_on = expected_on
    item.save(update_fields=["bin_location", "buffer", "weight_grams", "expected_on"])
    return item


def receive(
    *,
    resource_id: int,
    quantity: int,
    document: str,
    actor: AbstractBaseUser | None = None,
    occurred_at: datetime | None = None,
    reason: str = "",
    key: UUID | None = None,
) -> Movement:
    """Put copies that arrived on the shelf."""
    return _move(
        resource_id,
        MovementKind.RECEIPT,
        _positive(quantity),
        _entry(document, actor, occurred_at, reason, key=key),
    )


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
    return _move(
        resource_id,
        MovementKind.RETURN,
        _positive(quantity),
        _entry(document, actor, occurred_at, reason, key=key),
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
    return _move(
        resource_id,
        MovementKind.HAND_OUT,
        -_positive(quantity),
        _entry(document, actor, occurred_at, reason, key=key),
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
    return _move(
        resource_id,
        MovementKind.WRITE_OFF,
        -_positive(quantity),
        _entry(document, actor, occurred_at, reason, key=key),
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
    entry = _entry(document, actor, occurred_at, reason, key=key)
    item = _locked_one(resource_id)
    if made := _made(entry):
        return made
    if counted < item.allocated:
        raise InsufficientStock(resource_id=resource_id, wanted=item.allocated, available=counted)
    if counted == item.on_hand:
        return None
    return _write(item, MovementKind.ADJUSTMENT, counted - item.on_hand, entry)


def lock(*, resource_ids: Iterable[int]) -> None:
    """Keep these shelves as they are until the transaction ends."""
    _locked(resource_ids)


@transaction.atomic
def allocate(*, wanted: Mapping[int, int], kept: Mapping[int, int] | None = None) -> dict[int, int]:
    """Set copies aside, as many of each resource as are available beyond those to be `kept`.

    Returns:
        For each resource asked for, the copies granted: from none to all of those wanted.
    """
    for quantity in wanted.values():
        _positive(quantity)
    granted = dict.fromkeys(wanted, 0)
    for item in _locked(wanted):
        free = item.available - (kept or {}).get(item.resource_id, 0)
        quantity = max(min(wanted[item.resource_id], free), 0)
        granted[item.resource_id] = quantity
        if quantity:
            _set_allocated(item, item.allocated + quantity)
    return granted


@transaction.atomic
def release(*, quantities: Mapping[int, int]) -> None:
    """Give copies that were set aside back to the shelf.

    Raises:
        InsufficientStock: fewer copies are allocated.
    """
    for item in _all_locked(quantities):
        _free(item, quantities[item.resource_id])


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
    entry = _entry(document, actor, occurred_at, "")
    movements = []
    for item in _all_locked(quantities):
        _free(item, quantities[item.resource_id])
        quantity = -quantities[item.resource_id]
        movements.append(_write(item, MovementKind.SHIPMENT, quantity, entry))
    return movements


def _positive(quantity: int) -> int:
    if quantity <= 0:
        raise ValueError("Give a number of copies above zero.")
    return quantity


def _entry(
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


def _made(entry: Movement) -> Movement | None:
    """Return the movement that this entry was before. Ask it with the item locked."""
    if entry.entry_key is None:
        return None
    return Movement.objects.filter(entry_key=entry.entry_key).first()


def _locked(resource_ids: Iterable[int]) -> list[StockItem]:
    """Return the items, locked in primary-key order so that two callers cannot deadlock."""
    rows = StockItem.objects.select_for_update().filter(resource_id__in=list(resource_ids))
    return list(rows.order_by("pk"))


def _all_locked(quantities: Mapping[int, int]) -> list[StockItem]:
    for quantity in quantities.values():
        _positive(quantity)
    items = _locked(quantities)
    missing = set(quantities) - {item.resource_id for item in items}
    if missing:
        raise NotStocked(min(missing))
    return items


def _locked_one(resource_id: int) -> StockItem:
    for item in _locked([resource_id]):
        return item
    raise NotStocked(resource_id)


@transaction.atomic
def _move(resource_id: int, kind: MovementKind, quantity: int, entry: Movement) -> Movement:
    item = _locked_one(resource_id)
    if made := _made(entry):
        return made
    free = item.on_hand - item.allocated
    if free + quantity < 0:
        raise InsufficientStock(resource_id=resource_id, wanted=-quantity, available=free)
    return _write(item, kind, quantity, entry)


def _write(item: StockItem, kind: MovementKind, quantity: int, entry: Movement) -> Movement:
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
    )
    item.on_hand += quantity
    return movement


def _free(item: StockItem, quantity: int) -> None:
    if quantity > item.allocated:
        raise InsufficientStock(
            resource_id=item.resource_id, wanted=quantity, available=item.allocated
        )
    _set_allocated(item, item.allocated - quantity)


def _set_allocated(item: StockItem, allocated: int) -> None:
    item.allocated = allocated
    item.save(update_fields=["allocated"])
