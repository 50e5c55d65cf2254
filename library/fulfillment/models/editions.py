"""What was decided about the stock of an edition that a newer one has superseded."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from library.fulfillment.enums import EditionPolicy


class EditionChange(models.Model):
    """How open orders for an old edition are filled. It can be decided anew."""

    old = models.OneToOneField(
        "catalog.Resource", on_delete=models.PROTECT, related_name="edition_change"
    )
    new = models.ForeignKey("catalog.Resource", on_delete=models.PROTECT, related_name="+")
    policy = models.CharField(max_length=20, choices=EditionPolicy)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ("-decided_at", "-id")
        constraints = [
            models.CheckConstraint(
                condition=~Q(old=F("new")), name="edition_is_not_its_own_successor"
            )
        ]

    def __str__(self) -> str:
        return f"{self.old_id} → {self.new_id}: {self.get_policy_display()}"
