"""Who has seen where orders go. Nobody changes or deletes what is written here."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils import timezone

from library.orders.enums import AccessPurpose

_NAMED = 3  # references that a summary names


class AddressAccess(models.Model):
    """One page or file with the addresses of one order or of many. Holds no address itself."""

    accessed_at = models.DateTimeField(default=timezone.now, db_index=True, verbose_name="when")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="who"
    )
    purpose = models.CharField(max_length=10, choices=AccessPurpose, verbose_name="what for")
    page = models.CharField(max_length=200, help_text="The page's path, without its query.")
    # Orders by reference: an order is never deleted, and a list of 3,000 labels is one row.
    references = ArrayField(models.CharField(max_length=20), verbose_name="orders")

    class Meta:
        ordering = ("-accessed_at", "-id")
        verbose_name_plural = "address accesses"
        indexes = [GinIndex(fields=("references",), name="address_accesses_of_order")]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="never_emptied",
                operation=pgtrigger.Truncate,
                when=pgtrigger.Before,
                level=pgtrigger.Statement,
                func="RAISE EXCEPTION 'who saw an address is kept for ever';",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}: {self.summary}"

    @property
    def summary(self) -> str:
        """The first orders by reference, and how many more there are."""
        named = ", ".join(self.references[:_NAMED]) or "No order"
        more = len(self.references) - _NAMED
        return f"{named} and {more:,} more" if more > 0 else named
