"""Saved searches. An e-mail address is in Subscriber and nowhere else; it goes with its row."""

from django.db import models
from django.db.models.functions import MD5

from library.double_opt_in import OptInAddress
from library.throttle import SourceCount


class Subscriber(OptInAddress):
    """An address that new matches go to."""

    checked_on = models.DateField(null=True)  # the last day that new matches were looked for


class SavedSearch(models.Model):
    """A search whose new matches somebody wants. It counts only once it is confirmed.

    `parameters` are those of the results page. `since` is the moment, in seconds since 1970, from
    which on titles are looked at.
    """

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="searches")
    parameters = models.TextField()
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    since = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(  # by a hash: an index holds no text of any length
                models.F("subscriber"), MD5("parameters"), name="search_is_saved_once"
            )
        ]
        verbose_name_plural = "saved searches"

    def __str__(self) -> str:
        return f"Saved search {self.pk}"


class SignUpCount(SourceCount):
    """How often one source asked for mails about searches within a period."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("source", "period"), name="sign_ups_of_a_period")
        ]
