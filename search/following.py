"""The process that feeds the engines: it follows the outbox and does not give up."""

import logging
from collections.abc import Iterable
from threading import Event, Thread

from django.db import OperationalError, connection

from search.engine import EngineUnavailable, SearchEngine
from search.feeds import CHANNEL
from search.indexing import drain

logger = logging.getLogger(__name__)

POLL_SECONDS = 1.0  # the longest wait for a change whose notice got lost
LONGEST_PAUSE = 5.0  # after failures; an engine that is back is fed within this time


def follow_all(engines: Iterable[SearchEngine], stop: Event) -> None:
    """Feed each engine until told to stop; one that hangs does not hold up the others."""
    threads = [Thread(target=follow, args=(engine, stop), name=engine.name) for engine in engines]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def follow(engine: SearchEngine, stop: Event) -> None:
    """Feed an engine until told to stop, whatever happens to it or to the database."""
    failures = 0
    while not stop.is_set():
        try:
            _listen()
            drain(engine)
            failures = 0
            _await_change()
        except EngineUnavailable as problem:
            failures += 1
            logger.warning("%s; what changed stays in the outbox", problem)
        except OperationalError as problem:
            failures += 1
            logger.warning("the database does not answer: %s", problem)
            connection.close()
        except Exception:  # the feed must outlive any one fault, and tell of it
            failures += 1
            logger.exception("feeding %s failed", engine.name)
            connection.close()
        if failures:
            stop.wait(min(POLL_SECONDS * 2 ** (failures - 1), LONGEST_PAUSE))
    connection.close()


def _listen() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"LISTEN {CHANNEL}")


def _await_change() -> None:
    """Return when the outbox was written to, or after the polling time."""
    connection.ensure_connection()
    for _notice in connection.connection.notifies(timeout=POLL_SECONDS, stop_after=1):
        return
