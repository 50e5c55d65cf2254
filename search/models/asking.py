"""What was asked: a row for each results page, folded into sums by day. Nothing about who asked."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from search.query import MAX_TEXT


class AskedQuery(models.Model):
    """One results page that somebody asked for. There is no user, address or session in it."""

    asked_at = models.DateTimeField(db_default=Now())
    # Folded, so that spellings of case and punctuation are one; "" where only filters were asked.
    text = models.CharField(max_length=MAX_TEXT)
    is_withheld = models.BooleanField(default=False)  # the text looked personal and is not kept
    filters = models.JSONField(default=dict)
    total = models.PositiveIntegerField()
    engine = models.CharField(max_length=20)
    is_degraded = models.BooleanField(default=False)
    is_corrected = models.BooleanField(default=False)
    is_relaxed = models.BooleanField(default=False)
    clicked_rank = models.PositiveSmallIntegerField(null=True)

    class Meta:
        db_table = "search_asked_query"
        indexes = [models.Index(fields=["asked_at"], name="search_asked_at")]
        default_permissions = ("view",)
        verbose_name_plural = "asked queries"

    def __str__(self) -> str:
        return "(withheld)" if self.is_withheld else self.text


class _Sums(models.Model):
    """How often something was asked, and what came of it."""

    asked = models.PositiveIntegerField()
    without_results = models.PositiveIntegerField()
    without_click = models.PositiveIntegerField()  # results were shown and none was opened
    rank_sum = models.PositiveIntegerField()  # of the clicks, to make a mean of

    class Meta:
        abstract = True


class QueryDay(_Sums):
    """The sums of one text on one day in Washington."""

    day = models.DateField()
    text = models.CharField(max_length=MAX_TEXT)

    class Meta:
        db_table = "search_query_day"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["day", "text"], name="search_one_query_day")]
        indexes = [models.Index(fields=["text", "day"], name="search_text_by_day")]

    def __str__(self) -> str:
        return f"{self.text} on {self.day}"


class QueryPeriod(_Sums):
    """The sums of one text over the last days before today: what lists are read from in order."""

    days = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=MAX_TEXT)

    class Meta:
        db_table = "search_query_period"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["days", "text"], name="search_one_query_period")
        ]
        indexes = [
            models.Index(F("days"), F("asked").desc(), F("text"), name="search_most_asked"),
            models.Index(
                F("days"),
                F("without_results").desc(),
                F("text"),
                name="search_most_without_results",
                condition=Q(without_results__gt=0),
            ),
            models.Index(
                F("days"),
                F("without_click").desc(),
                F("text"),
                name="search_most_without_click",
                condition=Q(without_click__gt=0, without_click=F("asked") - F("without_results")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text} in {self.days} days"


class SearchDay(_Sums):
    """The sums of all queries of one day; kept for good."""

    day = models.DateField()
    withheld = models.PositiveIntegerField(default=0)
    degraded = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "search_day"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["day"], name="search_one_day"),
            models.CheckConstraint(
                condition=Q(without_results__lte=F("asked")), name="search_day_agrees"
            ),
        ]

    def __str__(self) -> str:
        return f"Searches on {self.day}"
