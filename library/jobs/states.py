"""The life of a job."""

from django.db.models import TextChoices


class JobState(TextChoices):
    """Where a job stands."""

    WAITING = "waiting", "Waiting for the worker"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    CANCELLED = "cancelled", "Cancelled"
    FAILED = "failed", "Failed"


# Somebody may still stop it.
UNDER_WAY = frozenset({JobState.WAITING, JobState.RUNNING})
# It may be gone on with.
BROKEN_OFF = frozenset({JobState.CANCELLED, JobState.FAILED})
