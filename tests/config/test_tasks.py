"""What the worker does by the clock."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.tasks import Task
from wagtail.models import Page

from config.tasks import clear_sessions, forget_finished, publish_scheduled, retry_stalled_jobs


def test_the_worker_finds_all() -> None:
    by_the_clock = {task.task.name for task in app.periodic_registry.periodic_tasks.values()}
    ours = {"publish_scheduled", "retry_stalled_jobs", "forget_finished", "clear_sessions"}
    assert {f"config.{name}" for name in ours} <= by_the_clock


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
    job = publish_scheduled.configure().defer(timestamp=0)
    _die_over(job)
    _by_the_clock(retry_stalled_jobs)
    assert _state_of(job) == ("todo", 1)


@pytest.mark.django_db(transaction=True)
def test_a_job_whose_twin_waits_does_not_keep_the_others_from_the_queue() -> None:
    stalled = publish_scheduled.configure().defer(timestamp=0)
    _die_over(stalled)
    twin = publish_scheduled.configure().defer(timestamp=0)
    other = clear_sessions.configure().defer(timestamp=0)
    _die_over(other)
    _by_the_clock(retry_stalled_jobs)
    assert _state_of(stalled)[0] == "failed"
    assert _state_of(twin) == ("todo", 0)
    assert _state_of(other) == ("todo", 1)


@pytest.mark.django_db(transaction=True)
def test_finished_jobs_are_forgotten_after_a_week_and_failed_ones_are_not() -> None:
    jobs = {}
    with connection.cursor() as cursor:
        for status in ("succeeded", "failed", "todo"):
            jobs[status] = clear_sessions.configure().defer(timestamp=0)
            query = "UPDATE procrastinate_jobs SET status = %s WHERE id = %s"
            cursor.execute(query, [status, jobs[status]])
        cursor.execute("UPDATE procrastinate_events SET at = now() - interval '8 days'")
    _by_the_clock(forget_finished)
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM procrastinate_jobs ORDER BY id")
        kept = {row[0] for row in cursor.fetchall()}
    assert kept == {jobs["failed"], jobs["todo"]}


@pytest.mark.django_db
def test_what_an_abandoned_checkout_left_is_deleted() -> None:
    old, fresh = SessionStore(), SessionStore()
    for store, seconds in ((old, -1), (fresh, 3600)):
        store["name"] = "Jordan Ames"
        store.set_expiry(seconds)
        store.save()
    clear_sessions(timestamp=0)
    assert list(Session.objects.values_list("pk", flat=True)) == [fresh.session_key]


def _die_over(job: int) -> None:
    """Let a worker die with this job in hand."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour')"
            " RETURNING id"
        )
        worker = cursor.fetchone()[0]
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE id = %s",
            [worker, job],
        )


def _by_the_clock(task: Task[..., Any, Any]) -> None:
    """Call a task that manages jobs, with a worker's connection."""

    async def call() -> None:
        assert isinstance(app.connector, DjangoConnector)
        with app.replace_connector(app.connector.get_worker_connector()) as worker_app:
            async with worker_app.open_async():
                context = type("Context", (), {"app": worker_app})
                await worker_app.tasks[task.name].func(context, timestamp=0)

    asyncio.run(call())


def _state_of(job: int) -> tuple[str, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status, attempts FROM procrastinate_jobs WHERE id = %s", [job])
        status, attempts = cursor.fetchone()
    return status, attempts
