"""The thesaurus of topics."""

from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel


class Topic(ClusterableModel):
    """A concept of the thesaurus. Its parent is the broader one."""

    name = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(max_length=120, unique=True)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="broader topic",
    )
    scope_note = models.TextField(blank=True, help_text="What belongs here and what does not.")
    related = models.ManyToManyField("self", blank=True, verbose_name="related topics")

    class Meta:
        ordering = ("name",)
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")),
                name="topic_is_not_its_own_parent",
                violation_error_message="A topic cannot be broader than itself.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class TopicTerm(models.Model):
    """A used-for term: a word that leads to the topic."""

    topic = ParentalKey(Topic, on_delete=models.CASCADE, related_name="used_for")
    term = models.CharField(max_length=120, unique=True)

    class Meta:
        ordering = ("term",)

    def __str__(self) -> str:
        return self.term
