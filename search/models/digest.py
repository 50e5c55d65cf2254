"""The daily mail of a subscriber, and the titles that were told."""

from django.db import models

from search.models.saved import Subscriber


class Digest(models.Model):
    """One day's mail to one subscriber.

    `content` is a list of {"search": id, "titles": [resource ids, the best first], "count": how
    many there are in all}. `handed_at` is set before the mail server gets it.
    """

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="digests")
    day = models.DateField()
    content = models.JSONField(default=list)
    handed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("subscriber", "day"), name="one_digest_a_day")
        ]

    def __str__(self) -> str:
        return f"Digest {self.pk}"


class ToldTitle(models.Model):
    """A title that a subscriber has been told of, in whichever search."""

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="told")
    resource_id = models.BigIntegerField()  # not a foreign key: it outlives the resource
    told_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("subscriber", "resource_id"), name="told_once")
        ]

    def __str__(self) -> str:
        return f"Resource {self.resource_id} was told"
