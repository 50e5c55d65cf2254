"""The worker's care for the indices."""

from types import SimpleNamespace
from typing import cast

import pytest
from procrastinate import JobContext
from procrastinate.contrib.django import app

from search import tasks
from search.embedded.documents import Document, EmbeddedIndex
from search.embedded.engine import PostgresEngine
from search.engine import EngineUnavailable, Interrupted
from search.indexing import drain, latest_checks, latest_run, rebuilding
from search.models import IndexCheck, Rebuild
from tests.factories.catalog import ResourceFactory

pytestmark = pytest.mark.django_db


def context(*, abort: bool = False) -> JobContext:
    return cast("JobContext", SimpleNamespace(should_abort=lambda: abort))


def test_the_worker_checks_every_hour() -> None:
    by_the_clock = {p.task.name: p.cron for p in app.periodic_registry.periodic_tasks.values()}
    assert by_the_clock["search.check_indices"].split()[1:] == ["*"] * 4


def test_the_hourly_check_mends_and_keeps_what_it_found(embedded: PostgresEngine) -> None:
    one, _ = ResourceFactory.create_batch(2)
    drain(embedded)
    Document.objects.filter(resource_id=one.pk).delete()
    tasks.check_indices(timestamp=0)
    (kept,) = latest_checks("postgresql")
    assert (kept.missing, kept.repaired, kept.left) == (1, 1, 0)


def test_an_engine_that_is_down_does_not_keep_the_other_from_being_checked(
    settings: object,
) -> None:
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"  # type: ignore[attr-defined]
    tasks.check_indices(timestamp=0)
    assert latest_checks("elasticsearch")[0].trouble
    assert not latest_checks("postgresql")[0].trouble
    assert IndexCheck.objects.count() == 2


def test_a_worker_that_ends_leaves_a_rebuild_that_goes_on(
    embedded: PostgresEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rebuilding, "BATCH", 1)
    ResourceFactory.create_batch(3)
    with pytest.raises(Interrupted):
        tasks.rebuild_index(context(abort=True), engine="postgresql")
    run = latest_run("postgresql")
    assert run
    assert (run.state, run.done) == (Rebuild.State.RUNNING, 1)
    strategy = tasks.rebuild_index.retry_strategy
    assert strategy
    for problem in (Interrupted("asked to end"), EngineUnavailable("postgresql", "away")):
        job = SimpleNamespace(attempts=1)
        assert strategy.get_retry_decision(exception=problem, job=cast("object", job))  # type: ignore[arg-type]
    tasks.rebuild_index(context(), engine="postgresql")
    run = latest_run("postgresql")
    assert run
    assert (run.state, run.done, run.done_before) == (Rebuild.State.FINISHED, 3, 1)


def test_cancelling_one_that_was_broken_off_leaves_nothing(embedded: PostgresEngine) -> None:
    ResourceFactory.create_batch(2)
    with pytest.raises(Interrupted):
        tasks.rebuild_index(context(abort=True), engine="postgresql")
    assert EmbeddedIndex.objects.filter(is_live=False).count() == 1
    tasks.cancel_rebuild(engine="postgresql")
    tasks.discard_rebuild(engine="postgresql")
    assert not EmbeddedIndex.objects.filter(is_live=False).exists()
    run = latest_run("postgresql")
    assert run
    assert run.state == Rebuild.State.CANCELLED
