"""Start, cancel and resume long work."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from library.jobs.kinds import kind_named
from library.jobs.models import Job
from library.jobs.states import JobState
from library.jobs.tasks import defer_run


class AlreadyEnded(Exception):
    """The job is not in a state for this: it has ended, or is under way again."""

    def __init__(self, job: Job) -> None:
        self.job = job
        super().__init__(f"“{job.title}” is {job.get_state_display().lower()}: nothing to do.")


@transaction.atomic
def start_job(
    *, kind: str, title: str, parameters: Mapping[str, Any], actor: AbstractBaseUser | None
) -> Job:
    """Queue long work; it begins when the running transaction is committed.

    Parameters and title hold keys and numbers, never personal data.

    Raises:
        UnknownKind: no app names such work.
    """
    job = create_job(kind=kind, title=title, parameters=parameters, actor=actor)
    defer_run(job=job)
    return job


def create_job(
    *, kind: str, title: str, parameters: Mapping[str, Any], actor: AbstractBaseUser | None
) -> Job:
    """Make the row of a job that is not given to the worker: a command runs it itself."""
    return Job.objects.create(
        kind=kind_named(kind).name,
        title=title,
        parameters=dict(parameters),
        created_by_id=actor.pk if actor else None,
        created_at=timezone.now(),
    )


@transaction.atomic
def cancel_job(*, job_id: int) -> Job:
    """Stop a job: at once where it waits, after the thing it is at where it runs.

    Raises:
        AlreadyEnded: there is nothing to stop.
    """
    job = Job.objects.select_for_update().get(pk=job_id)
    if not job.is_under_way:
        raise AlreadyEnded(job)
    if job.state == JobState.WAITING:
        job.state, job.ended_at = JobState.CANCELLED, timezone.now()
    else:
        job.is_to_stop = True
    job.save(update_fields=["state", "ended_at", "is_to_stop"])
    return job


@transaction.atomic
def resume_job(*, job_id: int) -> Job:
    """Go on with a job that was cancelled or failed.

    Raises:
        AlreadyEnded: it is under way, or done.
    """
    job = Job.objects.select_for_update().get(pk=job_id)
    if not job.is_broken_off:
        raise AlreadyEnded(job)
    job.state, job.ended_at, job.reason, job.is_to_stop = JobState.WAITING, None, "", False
    job.save(update_fields=["state", "ended_at", "reason", "is_to_stop"])
    defer_run(job=job)
    return job
