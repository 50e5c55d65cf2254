"""How much may be asked for, and who need not keep to it: data that staff set."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from library.orders.enums import AgencyType, LimitScope

WINDOW_DAYS = 90
_TITLE_SCOPES = (LimitScope.ORDER_TITLE, LimitScope.AGENCY_TITLE, LimitScope.ADDRESS_TITLE)


class QuantityLimit(models.Model):
    """The most that one order, or the orders of a while together, may ask for without a reason.

    A limit of one title goes before the limit of every other title in the same scope.
    """

    scope = models.CharField(
        max_length=20,
        choices=LimitScope,
        default=LimitScope.ORDER_TITLE,
        verbose_name="what counts",
    )
    resource = models.ForeignKey(
        "catalog.Resource",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="quantity_limits",
        verbose_name="title",
        help_text="Leave empty for the limit of every other title.",
    )
    most = models.PositiveIntegerField(help_text="Copies; for the weight of an order, grams.")
    window_days = models.PositiveSmallIntegerField(
        default=WINDOW_DAYS,
        validators=[MinValueValidator(1)],
        verbose_name="days that count",
        help_text="How far back the orders of an agency, or to an address, are counted.",
    )
    shrinks_below_days = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        verbose_name="shrinks below days of cover",
        help_text="When the shelf lasts for fewer days than this, the limit shrinks in proportion.",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("scope", "resource"),
                nulls_distinct=False,
                name="one_limit_a_scope_and_title",
                violation_error_message="There is a limit of this kind for this title already.",
            ),
            models.CheckConstraint(
                condition=Q(resource=None) | Q(scope__in=_TITLE_SCOPES),
                name="only_limits_of_copies_name_a_title",
                violation_error_message="A limit of a whole order is not of one title.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_scope_display()}: {self.most:,}"

    @property
    def applies_to(self) -> str:
        """What the limit is for."""
        if self.scope not in _TITLE_SCOPES:
            return "Every order"
        return str(self.resource or "Every other title")


class LimitExemption(models.Model):
    """Somebody, some titles or some days that the limits do not hold for, such as a campaign."""

    name = models.CharField(max_length=100)
    agency_types = ArrayField(
        models.CharField(max_length=20, choices=AgencyType),
        default=list,
        blank=True,
        verbose_name="types of organization",
        help_text="Leave empty for all.",
    )
    resources = models.ManyToManyField(
        "catalog.Resource",
        blank=True,
        related_name="+",
        verbose_name="titles",
        help_text="Leave empty for all.",
    )
    starts_on = models.DateField(null=True, blank=True, help_text="The first day, if there is one.")
    ends_on = models.DateField(null=True, blank=True, help_text="The last day, if there is one.")

    class Meta:
        ordering = ("name", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="exemption_ends_after_it_starts",
                violation_error_message="The last day comes before the first.",
            )
        ]

    def __str__(self) -> str:
        return self.name
