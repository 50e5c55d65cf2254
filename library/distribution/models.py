"""What is counted beside the ledger: the time before this system, and the goal."""

import pgtrigger
from django.db import models
from django.db.models import Q
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


class BaselineEntry(models.Model):
    """Copies distributed before this system, as a document states them. No date is invented."""

    source = models.CharField(max_length=300, help_text="The document that states the figure.")
    period = models.CharField(
        max_length=80, help_text="As the document states it, such as “Fiscal year 2012”."
    )
    fiscal_year = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Only where the document names one year."
    )
    copies = models.IntegerField(help_text="Negative to correct an earlier row.")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("fiscal_year", "id")
        verbose_name_plural = "baseline entries"
        constraints = [
            models.CheckConstraint(
                condition=~Q(copies=0),
                name="baseline_counts_something",
                violation_error_message="Give a number of copies that is not zero.",
            )
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.period}: {self.copies:,}"


@register_setting(icon="order")
class DistributionGoal(BaseSiteSetting):
    """The goal that the public counter is held against."""

    copies = models.PositiveIntegerField(default=1_100_000)
    as_of = models.DateField(null=True, blank=True, help_text="When the goal was set.")

    class Meta:
        verbose_name = "distribution goal"
