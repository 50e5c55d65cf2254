"""From the outbox to an engine: drain, rebuild, check, repair."""

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import batched

from library.catalog.models import Resource
from search import outbox
from search.engine import Change, IndexWriter, RecordsRefused, SearchEngine
from search.records import records_for

logger = logging.getLogger(__name__)

BATCH = 500
REBUILD_BATCH = 1000


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
            return rebuild(engine)
        return sum(_drained(engine, batch_size))


def _drained(engine: SearchEngine, batch_size: int) -> Iterator[int]:
    outbox.fold()
    while versions := outbox.pending(engine.name, batch_size):
        _write(engine, engine.name, versions)
        outbox.mark(engine.name, versions)
        yield len(versions)
        outbox.fold()


def _write(writer: IndexWriter, engine: str, versions: Mapping[int, int]) -> None:
    """Read the records, after their versions are known, and hand them over."""
    records = records_for(versions)
    changes = [Change(pk, version, records.get(pk)) for pk, version in versions.items()]
    try:
        writer.write(changes)
    except RecordsRefused as refusal:
        # Trying again would not help and would hold up all others; the check lists them.
        logger.exception("%s refused resources %s", engine, sorted(refusal.reasons))


def rebuild(engine: SearchEngine, *, progress: Callable[[int, int], None] | None = None) -> int:
    """Fill a fresh index, catch up with what changed meanwhile, and put it in the old one's place.

    The old index goes on answering and being fed until then. Returns how many resources were
    read; `progress` hears how many of how many are done.
    """
    outbox.fold()
    versions = outbox.known_versions()
    done = 0
    with outbox.Turn(engine.name) as turn:
        with engine.fresh_index() as fresh:
            for batch in batched(versions.items(), REBUILD_BATCH, strict=False):
                _write(fresh, engine.name, dict(batch))
                done += len(batch)
                if progress:
                    progress(done, len(versions))
            versions |= _catch_up(fresh, engine.name, versions)
            # The last changes, while nobody feeds the old index, so that none falls between.
            turn.wait()
            versions |= _catch_up(fresh, engine.name, versions)
        outbox.mark(engine.name, versions)
    return done


def _catch_up(fresh: IndexWriter, engine: str, written: Mapping[int, int]) -> dict[int, int]:
    outbox.fold()
    newer = {pk: v for pk, v in outbox.known_versions().items() if written.get(pk) != v}
    for batch in batched(newer.items(), REBUILD_BATCH, strict=False):
        _write(fresh, engine, dict(batch))
    return newer


@dataclass(frozen=True, slots=True)
class Drift:
    """How an index differs from the database, by resource id; what is pending is no drift."""

    expected: int
    missing: tuple[int, ...]
    ghost: tuple[int, ...]
    stale: tuple[int, ...]

    @property
    def ids(self) -> tuple[int, ...]:
        """Every resource whose document is wrong."""
        return (*self.missing, *self.ghost, *self.stale)


def check(engine: SearchEngine) -> Drift:
    """Compare an engine, once it is drained, with what the database says it should hold."""
    with outbox.Turn(engine.name) as turn:
        turn.wait()
        drain(engine)
        found = dict(engine.versions())
        public = set(Resource.objects.public().values_list("pk", flat=True))
        outbox.fold()
        known = outbox.known_versions()
        # What changed while we looked is on its way, not adrift.
        moving = set(outbox.pending(engine.name, len(known)))
    return Drift(
        expected=len(public),
        missing=tuple(sorted(public - found.keys() - moving)),
        ghost=tuple(sorted(found.keys() - public - moving)),
        stale=tuple(
            pk for pk in sorted((public & found.keys()) - moving) if found[pk] != known.get(pk)
        ),
    )


def repair(engine: SearchEngine, drift: Drift) -> int:
    """Write the documents of a drift anew, and only those; return how many were written."""
    outbox.note(drift.ids)
    return drain(engine)
