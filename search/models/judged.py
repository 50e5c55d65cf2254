"""Judged queries: which resources answer a text, and how well, as editors see it."""

from django.core.exceptions import ValidationError
from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from search.query import MAX_TEXT
from search.vocabulary.folding import sort_key


class Grade(models.IntegerChoices):
    """How well a resource answers."""

    NOT = 0, "0: does not answer"
    SOMEWHAT = 1, "1: touches on it"
    WELL = 2, "2: answers"
    BEST = 3, "3: the one to find"


class JudgedQuery(ClusterableModel):
    """A text that people ask, by which rankings are measured."""

    text = models.CharField(
        max_length=MAX_TEXT,
        unique=True,
        help_text="As people type it.",
        error_messages={"unique": "This query is judged already: change its grades there."},
    )

    class Meta:
        db_table = "search_judged_query"
        ordering = ["text"]
        verbose_name_plural = "judged queries"

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        """Refuse a text without a letter or digit: it would find everything."""
        super().clean()
        if not sort_key(self.text):
            raise ValidationError({"text": "Give words or a number; this has neither."})


class Judgment(models.Model):
    """The grade of one resource for one query."""

    query = ParentalKey(JudgedQuery, on_delete=models.CASCADE, related_name="judgments")
    resource = models.ForeignKey("catalog.Resource", on_delete=models.CASCADE, related_name="+")
    grade = models.PositiveSmallIntegerField(choices=Grade, default=Grade.WELL)

    class Meta:
        db_table = "search_judgment"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["query", "resource"],
                name="search_judged_once",
                violation_error_message="A resource has one grade for a query.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.resource}: {self.grade}"
