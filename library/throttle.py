"""How often one source may ask for mails: counted in the database, for all processes together."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import connection, models
from django.utils import timezone
from django.utils.crypto import salted_hmac


class SourceCount(models.Model):
    """How often one source asked within a period. `source` is a keyed hash: it names nobody."""

    source = models.CharField(max_length=64)
    period = models.DateTimeField()
    asked = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.asked} requests"


@dataclass(frozen=True, slots=True)
class Limit:
    """So many within a period; periods follow each other, they do not slide."""

    name: str
    most: int
    period: timedelta


# An agency may share one address; a stranger's mailbox is not to be filled.
PER_NETWORK = Limit("network", 30, timedelta(hours=1))
PER_EMAIL = Limit("email", 5, timedelta(days=1))

# One statement: two requests at once are two. The table's name is a model's, never typed.
_COUNT = """
INSERT INTO {table} AS held (source, period, asked) VALUES (%s, %s, 1)
ON CONFLICT (source, period) DO UPDATE SET asked = held.asked + 1 RETURNING asked
"""


def allows(limit: Limit, source: str, *, counts: type[SourceCount]) -> bool:
    """Count one request of a source; tell whether it is still within the limit."""
    seconds = int(limit.period.total_seconds())
    now = int(timezone.now().timestamp())
    period = datetime.fromtimestamp(now - now % seconds, UTC)
    table = connection.ops.quote_name(counts._meta.db_table)  # noqa: SLF001 - documented
    with connection.cursor() as cursor:
        cursor.execute(_COUNT.format(table=table), [_hashed(limit, source), period])
        ((asked,),) = cursor.fetchall()
    return bool(asked <= limit.most)


def _hashed(limit: Limit, source: str) -> str:
    """Return what stands for a source; without our key nobody can tell whom."""
    return salted_hmac(f"throttle.{limit.name}", source, algorithm="sha256").hexdigest()
