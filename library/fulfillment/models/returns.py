"""What came back of a parcel that had left."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from library.fulfillment.enums import ReturnReason
from library.fulfillment.models.shipments import Shipment, ShipmentLine


class Return(models.Model):
    """Copies of one parcel that came back together. Its number is the document of its movements."""

    number = models.CharField(max_length=20, unique=True, help_text="Such as B-7K2M9QXD.")
    shipment = models.ForeignKey(Shipment, on_delete=models.PROTECT, related_name="returns")
    reason = models.CharField(max_length=20, choices=ReturnReason)
    note = models.CharField(max_length=300, blank=True)
    sends_again = models.BooleanField(
        default=False, help_text="The copies are owed again, and set aside anew."
    )
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # The hidden key of the form: the same form sent twice is one return.
    entry_key = models.UUIDField(unique=True, editable=False)

    class Meta:
        ordering = ("recorded_at", "id")

    def __str__(self) -> str:
        return self.number


class ReturnLine(models.Model):
    """The copies of one title that came back: those fit for the shelf, and those that are not."""

    back = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="lines")
    shipment_line = models.ForeignKey(
        ShipmentLine, on_delete=models.PROTECT, related_name="returned_as"
    )
    shelved = models.PositiveIntegerField(default=0)
    damaged = models.PositiveIntegerField(default=0, help_text="Written off at once.")

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=("back", "shipment_line"), name="one_line_of_a_parcel_a_return"
            ),
            models.CheckConstraint(
                condition=Q(shelved__gt=0) | Q(damaged__gt=0), name="return_line_brings_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.copies} in return {self.back_id}"

    @property
    def copies(self) -> int:
        """All copies that came back."""
        return self.shelved + self.damaged
