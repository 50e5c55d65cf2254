"""The tables of the embedded index. engine.py writes and reads them; nothing else does."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q


class EmbeddedIndex(models.Model):
    """One build of the index. The live one answers; a rebuild writes to another beside it."""

    is_live = models.BooleanField(default=False)
    opened_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "search_embedded_index"
        constraints = [
            models.UniqueConstraint(
                fields=("is_live",), condition=Q(is_live=True), name="embedded_one_live_index"
            )
        ]

    def __str__(self) -> str:
        return f"embedded index {self.pk}"


class Document(models.Model):
    """One resource in one build.

    A row that is not live is a tombstone: it keeps the version of a removal, so that a change
    which arrives late cannot bring the resource back. Migrations 0003 and 0009 set how columns are
    stored: `vector`, `title_key` and the facets in the row, because every match reads them, and
    `record`, read for hits only, outside. `words` are those that search_word counts, read when a
    document is replaced.
    """

    index = models.ForeignKey(
        EmbeddedIndex, on_delete=models.DB_CASCADE, related_name="documents", db_index=False
    )
    resource_id = models.BigIntegerField()
    version = models.BigIntegerField()
    is_live = models.BooleanField(default=True)
    vector = SearchVectorField(default="")
    numbers = ArrayField(models.TextField(), default=list)
    topics = ArrayField(models.TextField(), default=list)
    audiences = ArrayField(models.TextField(), default=list)
    languages = ArrayField(models.TextField(), default=list)
    kind = models.CharField(max_length=20, default="")
    format = models.CharField(max_length=20, default="")
    availability = models.CharField(max_length=20, default="")
    year = models.PositiveSmallIntegerField(null=True)
    published = models.PositiveIntegerField(default=0)
    added = models.BigIntegerField(default=0)
    outdated = models.PositiveSmallIntegerField(default=0)
    title_key = models.TextField(default="", db_collation="C")
    words = ArrayField(models.TextField(), default=list)
    record = models.JSONField(default=dict)

    class Meta:
        db_table = "search_embedded_document"
        constraints = [
            models.UniqueConstraint(fields=("index", "resource_id"), name="embedded_one_document")
        ]
        # Facets have no index: each is counted without its own filter, so that all that matches
        # the text is read anyway.
        indexes = [
            GinIndex(fields=("vector",), name="embedded_vector", fastupdate=False),
            GinIndex(fields=("numbers",), name="embedded_numbers", fastupdate=False),
        ]

    def __str__(self) -> str:
        return f"resource {self.resource_id}, version {self.version}"


class Passage(models.Model):
    """A passage of a document: a page or some seconds of a file of the resource."""

    document = models.ForeignKey(
        Document, on_delete=models.DB_CASCADE, related_name="passages", db_index=False
    )
    position = models.PositiveIntegerField()
    label = models.TextField()
    url = models.TextField()
    text = models.TextField()
    vector = SearchVectorField(default="")

    class Meta:
        db_table = "search_embedded_passage"
        constraints = [
            models.UniqueConstraint(fields=("document", "position"), name="embedded_one_passage")
        ]
        indexes = [GinIndex(fields=("vector",), name="embedded_passage_vector", fastupdate=False)]

    def __str__(self) -> str:
        return f"{self.label} of {self.document_id}"
