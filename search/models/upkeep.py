"""What is known of the care for the indices: each rebuild, and what each check found."""

from datetime import timedelta

from django.db import models
from django.db.models.functions import Now

KINDS = ("wrongly_visible", "ghost", "missing", "stale")  # of faults, the worst first


class Rebuild(models.Model):
    """One filling of a fresh index. `done` and `total` count resources.

    A rebuild that was killed is RUNNING still; it goes on when it is started again.
    """

    class State(models.TextChoices):
        """How it stands."""

        RUNNING = "running"
        FINISHED = "finished"
        CANCELLED = "cancelled"
        FAILED = "failed"

    engine = models.CharField(max_length=20)
    index_name = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    position = models.BigIntegerField(default=0)  # the last resource written
    stop_requested = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    started_at = models.DateTimeField(db_default=Now())
    # Since when it has been running without a break, and how much was done then: for the rate.
    resumed_at = models.DateTimeField(db_default=Now())
    done_before = models.PositiveIntegerField(default=0)
    touched_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "search_rebuild"
        constraints = [
            models.UniqueConstraint(
                fields=("engine",),
                condition=models.Q(state="running"),
                name="search_one_rebuild_an_engine",
            )
        ]

    def __str__(self) -> str:
        return f"Rebuild of {self.engine}: {self.done} of {self.total}, {self.state}"

    @property
    def rate(self) -> float:
        """Resources a second since it runs without a break."""
        seconds = (self.touched_at - self.resumed_at).total_seconds()
        return max(self.done - self.done_before, 0) / seconds if seconds > 0 else 0.0

    @property
    def remaining(self) -> timedelta | None:
        """How long it will take yet at this rate, or None where nobody can tell."""
        return timedelta(seconds=round((self.total - self.done) / self.rate)) if self.rate else None


class IndexCheck(models.Model):
    """What one check of one index found. `first_ids` holds the first of each kind.

    `words` are how many words were miscounted. `repaired` and `left` are how many documents were
    written anew and how many documents and words were wrong after it; None where nothing was to be
    repaired. `trouble` is why there is no result.
    """

    engine = models.CharField(max_length=20)
    checked_at = models.DateTimeField(db_default=Now())
    seconds = models.FloatField(default=0)
    expected = models.PositiveIntegerField(default=0)
    wrongly_visible = models.PositiveIntegerField(default=0)
    ghost = models.PositiveIntegerField(default=0)
    missing = models.PositiveIntegerField(default=0)
    stale = models.PositiveIntegerField(default=0)
    words = models.PositiveIntegerField(default=0)
    first_ids = models.JSONField(default=dict)
    repaired = models.PositiveIntegerField(null=True)
    left = models.PositiveIntegerField(null=True)
    trouble = models.TextField(blank=True)

    class Meta:
        db_table = "search_index_check"
        indexes = [models.Index(fields=("engine", "-checked_at"), name="search_checks_by_engine")]

    def __str__(self) -> str:
        return f"Check of {self.engine}: {self.wrong} of {self.expected} wrong"

    @property
    def wrong(self) -> int:
        """How many documents and words were wrong in any way."""
        return sum(getattr(self, kind) for kind in (*KINDS, "words"))

    @property
    def named_ids(self) -> list[tuple[str, list[int]]]:
        """The first ids of each kind of fault, with the kind in words, the worst kind first."""
        found = [(kind, self.first_ids.get(kind)) for kind in KINDS]
        return [(kind.replace("_", " "), ids) for kind, ids in found if ids]
