"""Which jobs somebody may see."""

from typing import Any

from django.db.models import QuerySet

from library.jobs.kinds import kind_named
from library.jobs.models import Job, JobProblem

PROBLEMS_SHOWN = 200


def jobs_for(*, user: Any) -> QuerySet[Job]:  # noqa: ANN401 - Django's request.user
    """Return the jobs a user may see, newest first: their own, or all of them."""
    jobs = Job.objects.select_related("created_by", "file").defer("file__content")
    return jobs if user.has_perm("jobs.view_job") else jobs.filter(created_by=user.pk)


def may_stop(*, user: Any, job: Job) -> bool:  # noqa: ANN401
    """Tell whether a user may cancel a job, or go on with it."""
    is_own = job.created_by_id == user.pk and user.has_perm(kind_named(job.kind).permission)
    return bool(is_own or user.has_perm("jobs.stop_job"))


def may_fetch(*, user: Any, job: Job) -> bool:  # noqa: ANN401
    """Tell whether a user may have the file of a job."""
    return bool(user.has_perm(kind_named(job.kind).permission))


def problems_of(*, job: Job) -> list[JobProblem]:
    """Return the first problems of a job."""
    return list(job.problems.all()[:PROBLEMS_SHOWN])
