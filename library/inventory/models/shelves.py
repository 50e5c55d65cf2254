"""The shelf. Only the ledger writes these rows; triggers hold it to that."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

# Raised below as a violation of integrity, which Django reports as IntegrityError.
REFUSAL = "USING ERRCODE = 'integrity_constraint_violation'"


# One alert a crossing: while one is open there is no other, and recovery closes it.
_WATCH = """
    IF NEW.on_hand - NEW.allocated - NEW.buffer <= NEW.reorder_point THEN
        INSERT INTO inventory_lowstock (item_id, crossed_at, available, reorder_point)
        VALUES (NEW.id, now(), GREATEST(NEW.on_hand - NEW.allocated - NEW.buffer, 0),
                NEW.reorder_point)
        ON CONFLICT (item_id) WHERE recovered_at IS NULL DO NOTHING;
    ELSE
        UPDATE inventory_lowstock SET recovered_at = now()
        WHERE item_id = NEW.id AND recovered_at IS NULL;
    END IF;
    RETURN NULL;
"""


class StockItem(models.Model):
    """The copies of one resource. A balance is never typed: it follows from the movements."""

    resource = models.OneToOneField(
        "catalog.Resource", on_delete=models.PROTECT, related_name="stock_item"
    )
    bin_location = models.CharField(max_length=20, blank=True, verbose_name="bin")
    # Sorts bins as a picker walks: A-2 before A-10. The ledger keeps it in step.
    bin_sort = models.CharField(max_length=200, blank=True, editable=False, db_index=True)
    on_hand = models.PositiveIntegerField(default=0, editable=False)
    allocated = models.PositiveIntegerField(default=0, editable=False)
    buffer = models.PositiveIntegerField(
        default=0, help_text="Copies that are never promised to orders."
    )
    weight_grams = models.PositiveIntegerField(null=True, blank=True, help_text="Of one copy.")
    reorder_point = models.PositiveIntegerField(
        null=True, blank=True, help_text="Staff are told when so few copies are available."
    )
    # Follows from the expected receipts: the first day on which any of them is due.
    expected_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ("bin_sort", "id")
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
                        RAISE EXCEPTION 'on_hand changes only by a movement' {REFUSAL};
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="balance_starts_empty",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                condition=~pgtrigger.Q(new__on_hand=0),
                func=f"RAISE EXCEPTION 'a stock item starts empty' {REFUSAL};",
            ),
            pgtrigger.Trigger(
                name="reorder_point_is_watched",
                operation=pgtrigger.UpdateOf(  # type: ignore[no-untyped-call]
                    "on_hand", "allocated", "buffer", "reorder_point"
                ),
                when=pgtrigger.After,
                condition=pgtrigger.Q(old__reorder_point__isnull=False)
                | pgtrigger.Q(new__reorder_point__isnull=False),
                func=_WATCH,
            ),
        ]

    def __str__(self) -> str:
        return f"Stock of resource {self.resource_id}"

    @property
    def available(self) -> int:
        """Copies that can be promised now."""
        return max(self.on_hand - self.allocated - self.buffer, 0)


class BinMove(models.Model):
    """A shelf that was moved to another bin."""

    item = models.ForeignKey(StockItem, on_delete=models.PROTECT, related_name="bin_moves")
    from_bin = models.CharField(max_length=20, blank=True)
    to_bin = models.CharField(max_length=20, blank=True)
    moved_at = models.DateTimeField()
    moved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ("-moved_at", "-id")

    def __str__(self) -> str:
        return f"{self.from_bin} → {self.to_bin}"


class LowStock(models.Model):
    """A shelf that fell to its reorder point. A trigger writes it when that happens, by any way."""

    item = models.ForeignKey(StockItem, on_delete=models.PROTECT, related_name="low_stock")
    crossed_at = models.DateTimeField()
    available = models.PositiveIntegerField()
    reorder_point = models.PositiveIntegerField()
    recovered_at = models.DateTimeField(null=True)
    # The day whose digest told of it.
    digest_on = models.DateField(null=True, db_index=True)

    class Meta:
        ordering = ("crossed_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=("item",), condition=Q(recovered_at=None), name="one_alert_a_crossing"
            )
        ]

    def __str__(self) -> str:
        return f"{self.available} at reorder point {self.reorder_point}"
