"""What is known of long work. No personal data: parameters and messages hold keys and numbers."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from library.jobs.states import BROKEN_OFF, UNDER_WAY, JobState

FILE_KEPT = timedelta(days=1)


class Job(models.Model):
    """A piece of long work somebody asked for."""

    kind = models.CharField(max_length=80, help_text="Such as fulfillment.packing_slips.")
    title = models.CharField(max_length=200)
    parameters = models.JSONField(default=dict)
    state = models.CharField(max_length=20, choices=JobState, default=JobState.WAITING)
    total = models.PositiveIntegerField(null=True)
    done = models.PositiveIntegerField(default=0)
    # How much was done when it was last gone on with: its speed is counted from there.
    done_before = models.PositiveIntegerField(default=0)
    problem_count = models.PositiveIntegerField(default=0)
    is_to_stop = models.BooleanField(default=False)
    reason = models.TextField(blank=True, help_text="Why it failed.")
    result = models.TextField(blank=True, help_text="What came of it, in a sentence.")
    result_url = models.CharField(max_length=500, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField()
    resumed_at = models.DateTimeField(null=True)
    touched_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-created_at", "-id")
        indexes = [models.Index(fields=("created_by", "-created_at"), name="jobs_of_somebody")]
        permissions = [("stop_job", "Can cancel and resume the jobs of others")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_under_way(self) -> bool:
        """Whether it waits or runs."""
        return self.state in UNDER_WAY

    @property
    def is_broken_off(self) -> bool:
        """Whether it may be gone on with."""
        return self.state in BROKEN_OFF

    @property
    def rate(self) -> float | None:
        """Things done a second since it was last gone on with; None before the first second."""
        if self.resumed_at is None or self.touched_at is None:
            return None
        seconds = (self.touched_at - self.resumed_at).total_seconds()
        return (self.done - self.done_before) / seconds if seconds >= 1 else None

    @property
    def time_left(self) -> timedelta | None:
        """How long the rest will take at this speed, in whole seconds."""
        if not self.rate or self.total is None:
            return None
        return timedelta(seconds=round(max(self.total - self.done, 0) / self.rate))


class JobProblem(models.Model):
    """One thing of a job that could not be done, and why."""

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="problems")
    about = models.CharField(max_length=200, help_text="Such as an order's reference.")
    message = models.TextField()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.about}: {self.message}"


class JobFile(models.Model):
    """What a job made to be fetched. It may hold addresses, so it is kept for a day only."""

    job = models.OneToOneField(Job, on_delete=models.CASCADE, related_name="file")
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=120)
    content = models.BinaryField()
    made_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.name

    @property
    def expires_at(self) -> datetime:
        """When it is deleted."""
        return self.made_at + FILE_KEPT

    @property
    def is_expired(self) -> bool:
        """Whether it must not be fetched any more."""
        return timezone.now() >= self.expires_at
