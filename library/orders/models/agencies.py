"""Who orders are for."""

from typing import Any

from django.db import models

from library.orders.agencies import normalized_agency_name
from library.orders.enums import AgencyType


class Agency(models.Model):
    """An organization that asks for resources."""

    name = models.CharField(max_length=200)
    normalized_name = models.CharField(max_length=200, editable=False)
    agency_type = models.CharField(max_length=20, choices=AgencyType, default=AgencyType.OTHER)
    ori = models.CharField(max_length=9, unique=True, null=True, blank=True, verbose_name="ORI")
    city = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=2, blank=True, help_text="Two-letter postal code.")

    class Meta:
        ordering = ("name", "id")
        verbose_name_plural = "agencies"
        indexes = [models.Index(fields=("name", "id"), name="agencies_by_name")]
        constraints = [
            models.UniqueConstraint(
                fields=("normalized_name", "state"), name="agency_is_listed_once_a_state"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own signature
        """Keep the name that agencies are matched by in step with the name."""
        self.normalized_name = normalized_agency_name(self.name)
        super().save(*args, **kwargs)
