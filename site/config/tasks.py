"""What the worker does by the clock, for the project as a whole."""

import logging

from django.core.management import call_command
from procrastinate import JobContext
from procrastinate.contrib.django import app

logger = logging.getLogger(__name__)


@app.periodic(cron="* * * * *")
@app.task(name="config.publish_scheduled", queueing_lock="config.publish_scheduled")
def publish_scheduled(timestamp: int) -> None:
    """Publish and unpublish what editors scheduled."""
    call_command("publish_scheduled")


@app.periodic(cron="*/2 * * * *")
@app.task(
    name="config.retry_stalled_jobs", queueing_lock="config.retry_stalled_jobs", pass_context=True
)
async def retry_stalled_jobs(context: JobContext, timestamp: int) -> None:
    """Give the jobs of a worker that died back to the queue; nothing else does."""
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs():
        logger.warning("retrying a job whose worker died: %s", job.task_name)
        await jobs.retry_job(job)
