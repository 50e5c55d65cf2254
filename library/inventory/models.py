"""The shelf and its ledger. Only ledger.py writes these rows; triggers hold it to that."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from library.inventory.enums import MovementKind

# Raised below as a violation of integrity, which Django reports as IntegrityError.
_REFUSAL = "USING ERRCODE = 'integrity_constraint_violation'"


class StockItem(models.Model):
    """The copies of one resource. A balance is never typed: it follows from the movements."""

    resource = models.OneToOneField(
        "catalog.Resource", on_delete=models.PROTECT, related_name="stock_item"
    )
    bin_location = models.CharField(max_length=20, blank=True, verbose_name="bin")
    on_hand = models.PositiveIntegerField(default=0, editable=False)
    allocated = models.PositiveIntegerField(default=0, editable=False)
    buffer = models.PositiveIntegerField(
        default=0, help_text="Copies that are never promised to orders."
    )
    weight_grams = models.PositiveIntegerField(null=True, blank=True, help_text="Of one copy.")
    expected_on = models.DateField(
        null=True, blank=True, help_text="When more copies are expected."
    )

    class Meta:
        ordering = ("bin_location", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(on_hand__gte=0, allocated__gte=0, allocated__lte=F("on_hand")),
                name="stock_allocated_within_on_hand",
            )
        ]
        triggers = [
            # Movements move the balance (see Movement below); nothing else may. A trigger that
            # runs inside another trigger has a depth above one.
            pgtrigger.Trigger(
                name="balance_follows_movements",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(old__on_hand__df=pgtrigger.F("new__on_hand")),
                func=f"""
                    IF pg_trigger_depth() < 2 THEN
                        RAISE EXCEPTION 'on_hand changes only by a movement' {_REFUSAL};
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="balance_starts_empty",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                condition=~pgtrigger.Q(new__on_hand=0),
                func=f"RAISE EXCEPTION 'a stock item starts empty' {_REFUSAL};",
            ),
        ]

    def __str__(self) -> str:
        return f"Stock of resource {self.resource_id}"

    @property
    def available(self) -> int:
        """Copies that can be promised now."""
        return max(self.on_hand - self.allocated - self.buffer, 0)


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
                func=f"RAISE EXCEPTION 'movements are kept for ever' {_REFUSAL};",
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
