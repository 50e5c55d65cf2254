"""Parcels that are picked together."""

from django.conf import settings
from django.db import models

from library.fulfillment.states import WaveState


class Wave(models.Model):
    """Parcels picked in one walk past the bins, then packed one by one."""

    number = models.CharField(max_length=20, unique=True, help_text="Such as W-7K2M9QXD.")
    state = models.CharField(
        max_length=20, choices=WaveState, default=WaveState.OPEN, db_index=True
    )
    # What the parcels were chosen by, as the form's fields: it says so on the wave's page.
    chosen_by = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    state_changed_at = models.DateTimeField()
    state_changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    cancel_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-created_at", "-id")

    def __str__(self) -> str:
        return self.number
