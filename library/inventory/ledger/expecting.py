"""What is expected, and the date that follows from it."""

from datetime import date
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from library.inventory.ledger.faults import MissingDocument, NotExpected
from library.inventory.ledger.writing import locked_one, positive
from library.inventory.models import ExpectedReceipt, StockItem
from library.inventory.selectors.expecting import due_receipts


@transaction.atomic
def expect(
    *,
    resource_id: int,
    copies: int,
    document: str,
    expected_on: date,
    actor: AbstractBaseUser | None = None,
    note: str = "",
    key: UUID | None = None,
) -> ExpectedReceipt:
    """Write down that copies are ordered from a printer or a supplier."""
    positive(copies)
    if not document.strip():
        raise MissingDocument
    item = locked_one(resource_id)
    if key and (made := ExpectedReceipt.objects.filter(entry_key=key).first()):
        return made
    expected = ExpectedReceipt.objects.create(
        item=item,
        document=document.strip(),
        copies=copies,
        expected_on=expected_on,
        note=note,
        entered_at=timezone.now(),
        entered_by_id=actor.pk if actor else None,
        entry_key=key,
    )
    follow_receipts(item)
    return expected


@transaction.atomic
def reschedule(*, expected_id: int, copies: int, expected_on: date, note: str) -> ExpectedReceipt:
    """Change how many copies are expected, and when.

    Raises:
        NotExpected: it was given up.
    """
    expected, item = _locked(expected_id)
    expected.copies = positive(copies)
    expected.expected_on = expected_on
    expected.note = note
    expected.save(update_fields=["copies", "expected_on", "note"])
    follow_receipts(item)
    return expected


@transaction.atomic
def give_up_receipt(
    *, expected_id: int, actor: AbstractBaseUser | None, reason: str
) -> ExpectedReceipt:
    """Expect no more copies of it; those that came stay.

    Raises:
        NotExpected: it was given up before.
    """
    expected, item = _locked(expected_id)
    expected.closed_at = timezone.now()
    expected.closed_by_id = actor.pk if actor else None
    expected.closed_reason = reason
    expected.save(update_fields=["closed_at", "closed_by", "closed_reason"])
    follow_receipts(item)
    return expected


def open_receipt(expected_id: int, resource_id: int) -> ExpectedReceipt:
    """Return the expected receipt that copies of a resource arrive for.

    Raises:
        NotExpected: it is another title's, or was given up.
    """
    expected = ExpectedReceipt.objects.select_related("item").get(pk=expected_id)
    if expected.closed_at or expected.item.resource_id != resource_id:
        raise NotExpected(expected.document)
    return expected


def follow_receipts(item: StockItem) -> None:
    """Let a locked shelf expect copies on the first day on which any are due."""
    first = due_receipts().filter(item=item).order_by("expected_on").first()
    expected_on = first.expected_on if first else None
    if item.expected_on != expected_on:
        item.expected_on = expected_on
        item.save(update_fields=["expected_on"])


def _locked(expected_id: int) -> tuple[ExpectedReceipt, StockItem]:
    """Return an expected receipt and its shelf, the shelf locked first as everywhere."""
    found = ExpectedReceipt.objects.select_related("item").get(pk=expected_id)
    item = locked_one(found.item.resource_id)
    expected = ExpectedReceipt.objects.select_for_update().get(pk=expected_id)
    if expected.closed_at:
        raise NotExpected(expected.document)
    return expected, item
