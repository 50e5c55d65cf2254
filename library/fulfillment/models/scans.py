"""What packers scan, and how their label sheets are calibrated."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from library.fulfillment.enums import AnswerKind, Carrier, LabelSheet

_MOST_OFFSET = 25  # millimeters: a sheet that is off by more is in the wrong way round


class Packer(models.Model):
    """Somebody who packs, and where they stand. The page shows it; it keeps nothing itself."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="packer"
    )
    # One parcel a packer, one packer a parcel: whoever comes second is told who was first.
    shipment = models.OneToOneField(
        "fulfillment.Shipment", on_delete=models.PROTECT, null=True, related_name="packer"
    )
    shipped = models.ForeignKey(
        "fulfillment.Shipment", on_delete=models.PROTECT, null=True, related_name="+"
    )
    copies = models.PositiveIntegerField(default=1, help_text="How many the next scan counts.")
    carrier = models.CharField(max_length=10, choices=Carrier, default=Carrier.USPS)
    scanned_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"Packer {self.user_id}"


class Scan(models.Model):
    """One scan and its answer. The key is made where it was scanned: sent twice, it is one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    packer = models.ForeignKey(Packer, on_delete=models.PROTECT, related_name="scans")
    code = models.CharField(max_length=64, blank=True, help_text="Empty where it is not known.")
    scanned_at = models.DateTimeField(db_index=True)
    kind = models.CharField(max_length=20, choices=AnswerKind)
    text = models.CharField(max_length=500)
    shipment = models.ForeignKey(
        "fulfillment.Shipment", on_delete=models.PROTECT, null=True, related_name="scans"
    )
    # What it put into the parcel, for the scan that takes it back.
    line = models.ForeignKey(
        "fulfillment.ShipmentLine", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    copies = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("scanned_at", "id")
        indexes = [
            models.Index(
                fields=("packer", "-scanned_at"), condition=Q(copies__gt=0), name="scans_to_undo"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.code})"


class LabelCalibration(models.Model):
    """How far somebody's printer is off on a sheet of labels, in millimeters right and down."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="label_calibrations"
    )
    sheet = models.CharField(max_length=10, choices=LabelSheet)
    right = models.DecimalField(
        max_digits=4,
        decimal_places=1,
        default=0,
        validators=[MinValueValidator(-_MOST_OFFSET), MaxValueValidator(_MOST_OFFSET)],
    )
    down = models.DecimalField(
        max_digits=4,
        decimal_places=1,
        default=0,
        validators=[MinValueValidator(-_MOST_OFFSET), MaxValueValidator(_MOST_OFFSET)],
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("user", "sheet"), name="one_calibration_a_sheet")
        ]

    def __str__(self) -> str:
        return f"{self.get_sheet_display()}: {self.right:+} mm, {self.down:+} mm"
