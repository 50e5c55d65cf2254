"""Places on the shelf, and what is known of them besides quantities."""

import re

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from library.inventory.ledger.writing import locked_one
from library.inventory.models import BinMove, StockItem
from library.inventory.tasks import announce_free_copies

_DESCRIBED = ("bin_location", "bin_sort", "buffer", "weight_grams", "reorder_point")
_DIGITS = 9


def bin_sort(label: str) -> str:
    """Return what a bin's label sorts by: its numbers as numbers, capitals as small letters."""
    return re.sub(r"\d+", lambda number: number.group().zfill(_DIGITS), label.lower())


def open_item(
    *,
    resource_id: int,
    bin_location: str = "",
    buffer: int = 0,
    weight_grams: int | None = None,
) -> StockItem:
    """Return the stock item of a resource, made empty where there is none."""
    details = {"buffer": buffer, "weight_grams": weight_grams}
    item, _ = StockItem.objects.get_or_create(
        resource_id=resource_id,
        defaults=details | {"bin_location": bin_location, "bin_sort": bin_sort(bin_location)},
    )
    return item


@transaction.atomic
def describe_item(
    *,
    resource_id: int,
    bin_location: str,
    buffer: int,
    weight_grams: int | None,
    reorder_point: int | None = None,
    actor: AbstractBaseUser | None = None,
) -> StockItem:
    """Change what is known of a shelf besides its quantities. A move to another bin is kept."""
    item = locked_one(resource_id)
    if item.bin_location != bin_location:
        BinMove.objects.create(
            item=item,
            from_bin=item.bin_location,
            to_bin=bin_location,
            moved_at=timezone.now(),
            moved_by_id=actor.pk if actor else None,
        )
    freed = item.buffer > buffer
    item.bin_location = bin_location
    item.bin_sort = bin_sort(bin_location)
    item.buffer = buffer
    item.weight_grams = weight_grams
    item.reorder_point = reorder_point
    item.save(update_fields=_DESCRIBED)
    if freed:
        announce_free_copies(resource_id=resource_id)
    return item
