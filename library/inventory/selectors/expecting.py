"""What is expected: from whom it is late, and how much of it has come."""

from datetime import date

from django.db.models import F, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from library.inventory.models import ExpectedReceipt


def expected_receipts() -> QuerySet[ExpectedReceipt]:
    """Return all expected receipts with `received` and `due`, the copies that came and are to come.

    `due` is below zero where more came than were expected. The first due come first.
    """
    return (
        ExpectedReceipt.objects.select_related("item__resource", "entered_by")
        .annotate(received=Coalesce(Sum("receipts__quantity"), 0))
        .annotate(due=F("copies") - F("received"))
        .order_by("expected_on", "pk")
    )


def due_receipts() -> QuerySet[ExpectedReceipt]:
    """Return those of which copies are still to come."""
    return expected_receipts().filter(closed_at=None, copies__gt=F("received"))


def late_receipts(*, today: date | None = None) -> QuerySet[ExpectedReceipt]:
    """Return those of which copies should have come before today."""
    return due_receipts().filter(expected_on__lt=today or timezone.localdate())
