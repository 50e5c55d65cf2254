"""Who orders are for."""

from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.core.validators import RegexValidator
from django.db import models

from library.orders.agencies import normalized_agency_name
from library.orders.enums import AgencyType

# Two letters of the state, then seven letters and digits: the FBI gives one to each agency.
_IS_ORI = RegexValidator(
    r"^[A-Z]{2}[A-Z0-9]{7}$", "An ORI has 9 letters and digits, such as VA0290100."
)


class Agency(models.Model):
    """An organization that asks for resources."""

    name = models.CharField(max_length=200)
    normalized_name = models.CharField(max_length=200, editable=False)
    agency_type = models.CharField(max_length=20, choices=AgencyType, default=AgencyType.OTHER)
    ori = models.CharField(
        max_length=9,
        unique=True,
        null=True,
        blank=True,
        verbose_name="ORI",
        validators=[_IS_ORI],
        error_messages={"unique": "Another agency has this ORI. Merge the two if they are one."},
    )
    city = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=2, blank=True, help_text="Two-letter postal code.")
    # What a visitor typed may be a private person's name: nobody else is shown it.
    is_listed = models.BooleanField(
        default=False,
        verbose_name="listed",
        help_text="Suggested to everybody who orders. Agencies that orders brought are not.",
    )

    class Meta:
        ordering = ("name", "id")
        verbose_name_plural = "agencies"
        indexes = [
            models.Index(fields=("name", "id"), name="agencies_by_name"),
            GinIndex(
                fields=("normalized_name",), opclasses=("gin_trgm_ops",), name="agency_by_likeness"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=("state", "normalized_name"), name="agency_is_listed_once_a_state"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own signature
        """Keep the name that agencies are matched by in step with the name."""
        self.normalized_name = normalized_agency_name(self.name)
        super().save(*args, **kwargs)


class AgencyAlias(models.Model):
    """Another name that an agency is known by, such as that of one merged into it."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)
    normalized_name = models.CharField(max_length=200, editable=False)
    state = models.CharField(max_length=2, blank=True)

    class Meta:
        ordering = ("name", "id")
        verbose_name_plural = "agency aliases"
        constraints = [
            models.UniqueConstraint(
                fields=("normalized_name", "state"), name="alias_leads_to_one_agency"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own signature
        """Keep the key in step with the name."""
        self.normalized_name = normalized_agency_name(self.name)
        super().save(*args, **kwargs)
