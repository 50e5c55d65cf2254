"""Cycle counts: which shelves are counted, and what every count of one found."""

from django.conf import settings
from django.db import models

from library.fulfillment.states import CountState


class CycleCount(models.Model):
    """A sheet of bins to count. Its number is the document of the adjustments."""

    number = models.CharField(max_length=20, unique=True, help_text="Such as C-7K2M9QXD.")
    bins = models.CharField(max_length=20, blank=True, help_text="How the bins begin.")
    tolerance = models.PositiveIntegerField(
        default=0, help_text="A first count that differs by more copies is counted again."
    )
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-opened_at", "-id")

    def __str__(self) -> str:
        return self.number


class CountLine(models.Model):
    """One shelf of a count."""

    count = models.ForeignKey(CycleCount, on_delete=models.CASCADE, related_name="lines")
    item = models.ForeignKey(
        "inventory.StockItem", on_delete=models.PROTECT, related_name="count_lines"
    )
    state = models.CharField(max_length=20, choices=CountState, default=CountState.TO_COUNT)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=("count", "item"), name="one_line_of_a_shelf_a_count")
        ]

    def __str__(self) -> str:
        return f"Line {self.pk} of count {self.count_id}"


class Tally(models.Model):
    """What somebody found in a bin, and what the books said at that moment."""

    line = models.ForeignKey(CountLine, on_delete=models.CASCADE, related_name="tallies")
    counted = models.PositiveIntegerField()
    expected = models.PositiveIntegerField(help_text="On hand, less what has been picked.")
    why = models.CharField(max_length=300, blank=True, help_text="Why it has to be counted again.")
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ("id",)
        verbose_name_plural = "tallies"

    def __str__(self) -> str:
        return f"{self.counted} where {self.expected} were expected"

    @property
    def difference(self) -> int:
        """Copies more than the books say; below zero where some are missing."""
        return self.counted - self.expected
