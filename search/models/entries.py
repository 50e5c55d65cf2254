"""The editors' vocabulary: entries that change what search makes of a text."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from search.query import MAX_TEXT


class EntryKind(models.TextChoices):
    """What an entry does."""

    SYNONYM = "synonym", "Synonym"
    ALIAS = "alias", "Alias"
    PROMOTION = "promotion", "Promotion"


class EntryState(models.TextChoices):
    """Where an entry stands. Only published ones change searches."""

    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"
    RETIRED = "retired", "Retired"


class Closeness(models.TextChoices):
    """How close other words are to a term."""

    SAME = "same", "The same thing"
    RELATED = "related", "Something close to it"


class VocabularyEntry(models.Model):
    """A synonym, an alias or a promotion. What was published once is never changed, only retired.

    `texts` are what people type: the term of a synonym, the whole texts of the others. `words` are
    the other words of a synonym, or the one text that is asked in place of an alias's.
    """

    kind = models.CharField(max_length=20, choices=EntryKind)
    state = models.CharField(max_length=20, choices=EntryState, default=EntryState.DRAFT)
    texts = ArrayField(models.CharField(max_length=MAX_TEXT))
    words = ArrayField(models.CharField(max_length=MAX_TEXT), default=list, blank=True)
    is_two_way = models.BooleanField(default=True)
    closeness = models.CharField(max_length=20, choices=Closeness, default=Closeness.SAME)
    resources = models.ManyToManyField("catalog.Resource", through="PromotedResource")
    note = models.CharField(max_length=300, blank=True)
    # Publishing this one retires that one: how a published entry is changed.
    replaces = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        db_table = "search_vocabulary_entry"
        ordering = ["-changed_at", "-pk"]
        permissions = [("publish_vocabularyentry", "Can publish vocabulary entry")]
        verbose_name_plural = "vocabulary entries"

    def __str__(self) -> str:
        texts = ", ".join(self.texts)
        if self.kind == EntryKind.PROMOTION:
            return f"{texts}: promotion"
        sign = "=" if self.kind == EntryKind.SYNONYM and self.is_two_way else "→"
        return f"{texts} {sign} {', '.join(self.words)}"


class PromotedResource(models.Model):
    """A resource that a promotion puts first, in the order of the places."""

    entry = models.ForeignKey(VocabularyEntry, on_delete=models.CASCADE, related_name="promoted")
    resource = models.ForeignKey("catalog.Resource", on_delete=models.CASCADE, related_name="+")
    place = models.PositiveSmallIntegerField()

    class Meta:
        db_table = "search_promoted_resource"
        default_permissions = ()
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "resource"], name="search_promoted_once")
        ]

    def __str__(self) -> str:
        return f"{self.place}. {self.resource}"


class VocabularyVersion(models.Model):
    """One row whose number rises with every change of what is published.

    The row is locked by the transaction that raises it: numbers are seen in the order of commits.
    """

    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        db_table = "search_vocabulary_version"
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.number)
