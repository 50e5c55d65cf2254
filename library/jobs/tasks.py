"""The worker's side of jobs."""

from collections.abc import Callable

from django.db.models import F
from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from library.jobs.kinds import kind_named
from library.jobs.models import FILE_KEPT, Job, JobFile
from library.jobs.running import Paused, Run, Stopped
from library.jobs.states import UNDER_WAY, JobState

_GO_ON = RetryStrategy(max_attempts=20, wait=5, retry_exceptions={Paused})


@app.task(name="jobs.run", pass_context=True, retry=_GO_ON)
def run_job(context: JobContext, job_id: int) -> None:
    """Run a job, or go on with it."""
    run(job_id=job_id, should_pause=context.should_abort)


@app.periodic(cron="23 * * * *")
@app.task(name="jobs.delete_old_files", queueing_lock="jobs.delete_old_files")
def delete_old_files(timestamp: int) -> None:  # noqa: ARG001 - the worker's signature
    """Delete what jobs made a day ago: it may hold addresses."""
    JobFile.objects.filter(made_at__lte=timezone.now() - FILE_KEPT).delete()


def defer_run(*, job: Job) -> None:
    """Queue a job within the running transaction. Two workers never run one job at once."""
    run_job.configure(lock=f"job-{job.pk}").defer(job_id=job.pk)


def run(
    *,
    job_id: int,
    should_pause: Callable[[], bool] = lambda: False,
    told: Callable[[int], None] = lambda _done: None,
) -> Job:
    """Do the work of a job in this process and note how it ended.

    Raises:
        Paused: `should_pause` said so; run it again later.
        Exception: whatever ended the work otherwise; the job is noted as failed.
    """
    now = timezone.now()
    begun = Job.objects.filter(pk=job_id, state__in=UNDER_WAY).update(
        state=JobState.RUNNING, resumed_at=now, touched_at=now, done_before=F("done")
    )
    job = Job.objects.get(pk=job_id)
    if begun:
        _work(Run(job, should_pause=should_pause, told=told))
    return Job.objects.get(pk=job_id)


def _work(run: Run) -> None:
    if run.job.is_to_stop:
        _end(run.job, JobState.CANCELLED)
        return
    try:
        kind_named(run.job.kind).work(run)
    except Stopped:
        _end(run.job, JobState.CANCELLED)
    except Paused:
        raise
    except Exception as fault:
        _end(run.job, JobState.FAILED, f"An error of the kind {type(fault).__name__} ended it.")
        raise
    else:
        _end(run.job, JobState.DONE)


def _end(job: Job, state: JobState, reason: str = "") -> None:
    now = timezone.now()
    Job.objects.filter(pk=job.pk).update(
        state=state, reason=reason, ended_at=now, touched_at=now, is_to_stop=False
    )
