"""Who waits to hear that copies are back. An address is here only as long as it is needed."""

from django.db import models
from django.db.models import Q

from library.double_opt_in import OptInAddress
from library.throttle import SourceCount


class NoticeAddress(OptInAddress):
    """An address that notices go to; it goes with its last notice."""

    class Meta:
        verbose_name_plural = "notice addresses"


class StockNotice(models.Model):
    """One title that one address waits for. Once it is told, the address is forgotten."""

    address = models.ForeignKey(
        NoticeAddress, on_delete=models.CASCADE, null=True, related_name="notices"
    )
    resource = models.ForeignKey("catalog.Resource", on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)  # when its turn came
    handed_at = models.DateTimeField(null=True)  # when its mail was claimed, never to be sent again

    class Meta:
        ordering = ("confirmed_at", "id")
        constraints = [
            models.UniqueConstraint(fields=("address", "resource"), name="one_notice_a_title")
        ]
        indexes = [
            models.Index(
                fields=("resource", "confirmed_at"),
                condition=Q(told_at=None),
                name="notices_to_tell",
            )
        ]

    def __str__(self) -> str:
        return f"Stock notice {self.pk}"


class NoticeCount(SourceCount):
    """How often one source asked for notices within a period."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("source", "period"), name="notices_of_a_period")
        ]
