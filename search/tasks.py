"""What the worker does for search: by the clock, and what staff start in the admin."""

import logging

from django.db import transaction
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued

from search.engine import EngineUnavailable, Interrupted, SearchEngine
from search.finder import engines
from search.indexing import (
    AlreadyRebuilding,
    RebuildCancelled,
    discard,
    forget_old_checks,
    is_rebuilding,
    rebuild,
    request_stop,
    run_check,
)
from search.querylog.sums import fold

logger = logging.getLogger(__name__)

# An engine that is away for a while, or a worker that was told to end: it goes on where it was.
_GO_ON = RetryStrategy(max_attempts=10, wait=30, retry_exceptions={EngineUnavailable, Interrupted})


@app.periodic(cron="41 * * * *")
@app.task(name="search.check_indices", queueing_lock="search.check_indices")
def check_indices(timestamp: int) -> None:  # noqa: ARG001 - the worker's signature
    """Check every index, mend what is wrong, and keep what was found."""
    for engine in engines():
        try:
            run_check(engine, mend=True)
        except EngineUnavailable as problem:
            logger.warning("not checked: %s", problem)
    forget_old_checks()


@app.periodic(cron="9 * * * *")
@app.task(name="search.fold_queries", queueing_lock="search.fold_queries")
def fold_queries(timestamp: int) -> None:  # noqa: ARG001 - the worker's signature
    """Fold what was asked into sums by day, and forget what was kept long enough."""
    fold()


@app.task(name="search.check_index")
def check_index(engine: str, *, mend: bool) -> None:
    """Check one index, and mend it if asked to."""
    run_check(_named(engine), mend=mend)


@app.task(name="search.rebuild_index", pass_context=True, retry=_GO_ON)
def rebuild_index(context: JobContext, engine: str) -> None:
    """Rebuild one index, or go on with it."""
    try:
        rebuild(_named(engine), should_pause=context.should_abort)
    except (AlreadyRebuilding, RebuildCancelled) as ended:
        logger.info("not rebuilt: %s", ended)


@app.task(name="search.discard_rebuild")
def discard_rebuild(engine: str) -> None:
    """Throw away what a rebuild left that was broken off."""
    discard(_named(engine))


def start_check(*, engine: str, mend: bool) -> None:
    """Queue a check; one that waits already will do."""
    _queue(check_index, f"{'repair' if mend else 'check'}-{engine}", engine=engine, mend=mend)


def start_rebuild(*, engine: str) -> None:
    """Queue a rebuild; one that waits already will do."""
    _queue(rebuild_index, f"rebuild-{engine}", engine=engine)


def cancel_rebuild(*, engine: str) -> None:
    """Stop a rebuild, whether it runs, waits in the queue or was broken off."""
    for job in _waiting(engine).filter(status="todo"):
        app.job_manager.cancel_job_by_id(job.pk)
    request_stop(engine)
    if not is_rebuilding(engine):
        _queue(discard_rebuild, f"discard-{engine}", engine=engine)


def is_queued(engine: str) -> bool:
    """Tell whether a rebuild waits for the worker."""
    return bool(_waiting(engine).exists())


def _named(engine: str) -> SearchEngine:
    return next(each for each in engines() if each.name == engine)


def _waiting(engine: str):  # type: ignore[no-untyped-def]
    return ProcrastinateJob.objects.filter(
        task_name=rebuild_index.name, args__engine=engine, status__in=("todo", "doing")
    )


def _queue(task, lock: str, **arguments: object) -> None:  # type: ignore[no-untyped-def]
    try:
        with transaction.atomic():  # a refusal must not end the caller's transaction
            task.configure(queueing_lock=f"search.{lock}").defer(**arguments)
    except AlreadyEnqueued:
        logger.info("%s waits already", lock)
