"""Copies that a printer or a supplier is to send."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from library.inventory.models.shelves import StockItem


class ExpectedReceipt(models.Model):
    """The copies of one title on a purchase or print order. What has come are its receipts."""

    item = models.ForeignKey(StockItem, on_delete=models.PROTECT, related_name="expected_receipts")
    document = models.CharField(max_length=80, help_text="The purchase or print order.")
    copies = models.PositiveIntegerField()
    expected_on = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, help_text="When it was given up.")
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    closed_reason = models.CharField(max_length=300, blank=True)
    # The hidden key of the form: the same form sent twice is one expected receipt.
    entry_key = models.UUIDField(unique=True, null=True, editable=False)

    class Meta:
        ordering = ("expected_on", "id")
        constraints = [
            models.CheckConstraint(condition=Q(copies__gt=0), name="expected_receipt_has_copies"),
            models.CheckConstraint(
                condition=~Q(document=""), name="expected_receipt_rests_on_a_document"
            ),
        ]

    def __str__(self) -> str:
        return self.document
