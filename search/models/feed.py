"""The change feed's two tables: what changed, and which version of each document stands where."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now


class OutboxEntry(models.Model):
    """A resource whose document may have changed. Database triggers write these rows."""

    # Not a foreign key: an entry about a deleted resource is how its document goes.
    resource_id = models.BigIntegerField()
    noted_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "search_outbox"
        verbose_name_plural = "outbox entries"

    def __str__(self) -> str:
        return f"Resource {self.resource_id} changed"


class DocumentVersion(models.Model):
    """The version of a resource's document, and the version each engine has taken.

    The row outlives its resource, so that a version never goes backwards.
    """

    resource_id = models.BigIntegerField(primary_key=True)
    version = models.BigIntegerField()
    changed_at = models.DateTimeField()
    elasticsearch_version = models.BigIntegerField(db_default=0)
    postgresql_version = models.BigIntegerField(db_default=0)

    class Meta:
        db_table = "search_document_version"
        indexes = [
            models.Index(
                fields=["resource_id"],
                condition=Q(version__gt=F(f"{engine}_version")),
                name=f"search_pending_{engine}",
            )
            for engine in ("elasticsearch", "postgresql")
        ]

    def __str__(self) -> str:
        return f"Resource {self.resource_id}, version {self.version}"
