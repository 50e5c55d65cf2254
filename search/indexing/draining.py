"""The everyday way of a change into an engine."""

from collections.abc import Iterator

from search import outbox
from search.engine import SearchEngine
from search.indexing.rebuilding import AlreadyRebuilding, rebuild
from search.indexing.writing import write

BATCH = 500


def drain(engine: SearchEngine, *, batch_size: int = BATCH) -> int:
    """Bring an engine up to date; return how many documents it took.

    Does nothing where another process is feeding the same engine. An engine without a fitting
    index gets one, filled before anybody is answered from it.

    Raises:
        EngineUnavailable: what it has not taken stays pending.
    """
    with outbox.Turn(engine.name) as turn:
        if not turn.take():
            return 0
        if not engine.is_ready():
            return _first_index(engine)
        return sum(_drained(engine, batch_size))


def _first_index(engine: SearchEngine) -> int:
    try:
        return rebuild(engine)
    except AlreadyRebuilding:  # who does it needs our turn in the end, and gives it back
        return 0


def _drained(engine: SearchEngine, batch_size: int) -> Iterator[int]:
    outbox.fold()
    while versions := outbox.pending(engine.name, batch_size):
        write(engine, engine.name, versions)
        outbox.mark(engine.name, versions)
        yield len(versions)
        outbox.fold()
