"""The ledger. Only its verbs write these rows; triggers hold it to that."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from library.inventory.enums import MovementKind
from library.inventory.models.expecting import ExpectedReceipt
from library.inventory.models.shelves import REFUSAL, StockItem


class Movement(models.Model):
    """One change of a physical quantity, for ever. A correction is a new movement."""

    item = models.ForeignKey(StockItem, on_delete=models.PROTECT, related_name="movements")
    kind = models.CharField(max_length=20, choices=MovementKind)
    quantity = models.IntegerField(help_text="Copies; negative when they leave.")
    occurred_at = models.DateTimeField(default=timezone.now, db_index=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    document = models.CharField(
        max_length=80, help_text="What it rests on, such as a shipment's number."
    )
    reason = models.CharField(max_length=300, blank=True)
    # The expected receipt that a receipt is a part of.
    expected = models.ForeignKey(
        ExpectedReceipt, on_delete=models.PROTECT, null=True, related_name="receipts"
    )
    # The hidden key of the form: the same form sent twice is one movement.
    entry_key = models.UUIDField(unique=True, null=True, editable=False)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(condition=~Q(quantity=0), name="movement_moves_something"),
            models.CheckConstraint(condition=~Q(document=""), name="movement_rests_on_a_document"),
            models.CheckConstraint(
                condition=Q(kind=MovementKind.ADJUSTMENT)
                | Q(kind__in=(MovementKind.RECEIPT, MovementKind.RETURN), quantity__gt=0)
                | Q(
                    kind__in=(
                        MovementKind.SHIPMENT,
                        MovementKind.HAND_OUT,
                        MovementKind.WRITE_OFF,
                    ),
                    quantity__lt=0,
                ),
                name="movement_sign_fits_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(expected=None) | Q(kind=MovementKind.RECEIPT),
                name="only_a_receipt_was_expected",
            ),
            models.UniqueConstraint(
                fields=("item", "kind", "document"),
                condition=Q(kind=MovementKind.SHIPMENT),
                name="movement_ships_a_line_once",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="never_emptied",
                operation=pgtrigger.Truncate,
                when=pgtrigger.Before,
                level=pgtrigger.Statement,
                func=f"RAISE EXCEPTION 'movements are kept for ever' {REFUSAL};",
            ),
            pgtrigger.Trigger(
                name="moves_the_balance",
                operation=pgtrigger.Insert,
                when=pgtrigger.After,
                func="""
                    UPDATE inventory_stockitem SET on_hand = on_hand + NEW.quantity
                    WHERE id = NEW.item_id;
                    RETURN NULL;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.quantity:+d}"
