"""What the worker does by the clock, for the project as a whole."""

import logging
from contextlib import suppress

from django.core.management import call_command
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status

from library.orders.jobs import AlreadyForgetting, start_anonymizing
from library.orders.services.anonymizing import NothingToForget

logger = logging.getLogger(__name__)

KEPT_HOURS = 7 * 24


@app.periodic(cron="* * * * *")
@app.task(name="config.publish_scheduled", queueing_lock="config.publish_scheduled")
def publish_scheduled(timestamp: int) -> None:
    """Publish and unpublish what editors scheduled."""
    call_command("publish_scheduled")


@app.periodic(cron="* * * * *")
@app.task(
    name="config.retry_stalled_jobs", queueing_lock="config.retry_stalled_jobs", pass_context=True
)
async def retry_stalled_jobs(context: JobContext, timestamp: int) -> None:
    """Give the jobs of a worker that died back to the queue; nothing else does."""
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs():
        logger.warning("retrying a job whose worker died: %s", job.task_name)
        try:
            await jobs.retry_job(job)
        except UniqueViolation:  # a later one with the same lock waits already and will do
            await jobs.finish_job(job, status=Status.FAILED, delete_job=False)


@app.periodic(cron="17 * * * *")
@app.task(name="config.forget_finished", queueing_lock="config.forget_finished", pass_context=True)
async def forget_finished(context: JobContext, timestamp: int) -> None:
    """Delete the rows of jobs that ended well days ago; failed ones stay to be looked at."""
    await context.app.job_manager.delete_old_jobs(nb_hours=KEPT_HOURS)


@app.periodic(cron="29 * * * *")
@app.task(name="config.clear_sessions", queueing_lock="config.clear_sessions")
def clear_sessions(timestamp: int) -> None:
    """Delete expired sessions: an abandoned checkout leaves a name and an address in one."""
    call_command("clearsessions")


@app.periodic(cron="41 3 * * *")
@app.task(name="config.anonymize_recipients", queueing_lock="config.anonymize_recipients")
def anonymize_recipients(timestamp: int) -> None:
    """Start forgetting whom orders were for that ended long ago."""
    with suppress(NothingToForget, AlreadyForgetting):
        start_anonymizing(actor=None)
