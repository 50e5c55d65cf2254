"""Parcels."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from library.fulfillment.enums import Carrier
from library.fulfillment.states import ShipmentState


class Shipment(models.Model):
    """A parcel of one order. Allocated copies belong to it."""

    number = models.CharField(max_length=20, unique=True, help_text="Such as S-7K2M9QXD.")
    order = models.ForeignKey("orders.Order", on_delete=models.PROTECT, related_name="shipments")
    state = models.CharField(
        max_length=20, choices=ShipmentState, default=ShipmentState.ALLOCATED, db_index=True
    )
    carrier = models.CharField(max_length=10, choices=Carrier, blank=True)
    tracking_number = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField()
    # When and by whom the present state came about: what a clerk who came second is told.
    state_changed_at = models.DateTimeField()
    state_changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    cancel_reason = models.CharField(max_length=300, blank=True)
    # Its place in the wave is the place of its tote on the cart.
    wave = models.ForeignKey(
        "fulfillment.Wave", on_delete=models.PROTECT, null=True, related_name="shipments"
    )
    wave_position = models.PositiveIntegerField(null=True)
    shipped_at = models.DateTimeField(null=True, blank=True, db_index=True)
    shipped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ("created_at", "id")
        indexes = [models.Index(fields=("created_at", "id"), name="shipments_by_age")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=ShipmentState.SHIPPED) | Q(shipped_at__isnull=False),
                name="shipped_parcel_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(wave__isnull=True, wave_position__isnull=True)
                | Q(wave__isnull=False, wave_position__isnull=False),
                name="parcel_has_a_place_in_its_wave",
            ),
            models.UniqueConstraint(
                fields=("wave", "wave_position"), name="one_parcel_a_place_in_a_wave"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class ShipmentLine(models.Model):
    """The copies of one title in one parcel."""

    shipment = models.ForeignKey(Shipment, on_delete=models.CASCADE, related_name="lines")
    order_line = models.ForeignKey(
        "orders.OrderLine", on_delete=models.PROTECT, related_name="shipment_lines"
    )
    quantity = models.PositiveIntegerField()
    picked = models.PositiveIntegerField(default=0, help_text="Copies taken from the bin.")
    packed = models.PositiveIntegerField(default=0, help_text="Copies scanned into the box.")

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=("shipment", "order_line"), name="one_line_of_an_order_a_parcel"
            ),
            models.CheckConstraint(
                condition=Q(quantity__gt=0, picked__lte=F("quantity")),
                name="shipment_line_picked_within_quantity",
            ),
            models.CheckConstraint(
                condition=Q(packed__lte=F("quantity")),
                name="shipment_line_packed_within_quantity",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} in shipment {self.shipment_id}"
