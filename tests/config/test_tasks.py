"""What the worker does by the clock."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from wagtail.models import Page

from config.tasks import publish_scheduled, retry_stalled_jobs


def test_the_worker_finds_both() -> None:
    by_the_clock = {task.task.name for task in app.periodic_registry.periodic_tasks.values()}
    assert {"config.publish_scheduled", "config.retry_stalled_jobs"} <= by_the_clock


@pytest.mark.django_db
def test_what_is_due_is_published() -> None:
    due = datetime.now(UTC) - timedelta(minutes=1)
    root = Page.objects.get(depth=1)
    page = root.add_child(instance=Page(title="Due", slug="due", live=False, go_live_at=due))
    page.save_revision(approved_go_live_at=due)
    publish_scheduled(timestamp=0)
    page.refresh_from_db()
    assert page.live


@pytest.mark.django_db(transaction=True)
def test_a_job_of_a_dead_worker_goes_back_to_the_queue() -> None:
    job_id = publish_scheduled.configure(queueing_lock=None).defer(timestamp=0)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour')"
            " RETURNING id"
        )
        worker = cursor.fetchone()[0]
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE id = %s",
            [worker, job_id],
        )

    async def by_the_clock() -> None:
        assert isinstance(app.connector, DjangoConnector)
        with app.replace_connector(app.connector.get_worker_connector()) as worker_app:
            async with worker_app.open_async():
                await worker_app.job_manager.prune_stalled_workers(3600 * 24)
                await worker_app.tasks["config.retry_stalled_jobs"].func(
                    type("Context", (), {"app": worker_app}), timestamp=0
                )

    asyncio.run(by_the_clock())
    with connection.cursor() as cursor:
        cursor.execute("SELECT status, attempts FROM procrastinate_jobs WHERE id = %s", [job_id])
        status, attempts = cursor.fetchone()
    assert status == "todo"
    assert retry_stalled_jobs.name == "config.retry_stalled_jobs"
    assert attempts == 1
