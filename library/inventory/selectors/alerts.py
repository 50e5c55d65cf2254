"""Low stock, and who is told of it."""

from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import F, QuerySet

from library.inventory.models import LowStock

READER = "inventory.change_stockitem"  # those who may set a reorder point hear of it


def low_stock() -> QuerySet[LowStock]:
    """Return the shelves that are at their reorder point or below, the longest there first."""
    return LowStock.objects.filter(recovered_at=None).select_related("item__resource")


def alerts_of_digest(*, day: date) -> list[LowStock]:
    """Return what the digest of a day tells, by bin, with `free`, the copies available by now."""
    alerts = LowStock.objects.filter(digest_on=day).select_related("item__resource")
    free = F("item__on_hand") - F("item__allocated") - F("item__buffer")
    return list(alerts.annotate(free=free).order_by("item__bin_sort", "pk"))


def digest_readers() -> QuerySet[Any]:
    """Return the members of staff who get the digest: active, with a mail address."""
    readers = get_user_model().objects.with_perm(
        READER, backend="django.contrib.auth.backends.ModelBackend"
    )
    return readers.filter(is_active=True).exclude(email="").order_by("pk")
