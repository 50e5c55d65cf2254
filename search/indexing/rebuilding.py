"""A fresh index beside the one that answers, filled, proved, and put in its place."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import batched

from search import outbox
from search.engine import EngineUnavailable, FreshIndex, Interrupted, SearchEngine
from search.indexing import runs
from search.indexing.comparing import Drift, compare, public_ids
from search.indexing.writing import fill, some
from search.models import Rebuild

BATCH = 1000


class AlreadyRebuilding(Exception):
    """Another process is at it."""

    def __init__(self, engine: str) -> None:
        self.engine = engine
        super().__init__(f"{engine} is being rebuilt by another process already.")


class RebuildCancelled(Exception):
    """Somebody asked for the end; the index that was begun is gone."""


class Incomplete(Exception):
    """A fresh index does not hold what it should, so it was not put in the other's place."""

    def __init__(self, engine: str, drift: Drift) -> None:
        self.drift = drift
        faults = ", ".join(f"{len(ids)} {kind}" for kind, ids in drift.kinds.items() if ids)
        super().__init__(
            f"The new index of {engine} is not right ({faults} of {drift.expected}); "
            "the old one stays."
        )


def rebuild(
    engine: SearchEngine,
    *,
    progress: Callable[[int, int], None] | None = None,
    should_pause: Callable[[], bool] = bool,
    should_cancel: Callable[[], bool] = bool,
) -> int:
    """Fill a fresh index, catch up with what changed meanwhile, and put it in the old one's place.

    The old index goes on answering and being fed until then. One that was killed, interrupted or
    left by the engine goes on where it was. `progress` hears how many of how many resources are
    done; when `should_pause` says so the rebuild is interrupted, and given up when `should_cancel`
    does. Both are asked between batches, never inside a statement. Returns how many were read.

    Raises:
        AlreadyRebuilding: by another process.
        RebuildCancelled: somebody requested it; nothing is left of the fresh index.
        Incomplete: the fresh index does not hold what it should.
        Interrupted: it can go on.
        EngineUnavailable: it can go on.
    """
    with outbox.Turn(engine.name, "rebuild") as ours, outbox.Turn(engine.name) as turn:
        if not ours.take():
            raise AlreadyRebuilding(engine.name)
        run = runs.open_run(engine.name)
        with _ended(run):
            with engine.fresh_index(run.index_name) as fresh:
                filling = _Filling(engine.name, fresh, run, progress, should_pause, should_cancel)
                filling.fill()
                filling.catch_up()
                # The last changes, while nobody feeds the old index, so that none falls between.
                turn.wait()
                filling.catch_up()
                filling.prove()
            outbox.mark(engine.name, filling.versions)
    return filling.read


@contextmanager
def _ended(run: Rebuild) -> Iterator[None]:
    """Note how a rebuild ended, or that it can go on."""
    try:
        yield
    except (EngineUnavailable, Interrupted) as problem:
        runs.break_off(run, str(problem))
        raise
    except RebuildCancelled:
        runs.end(run, Rebuild.State.CANCELLED)
        raise
    except BaseException as problem:
        runs.end(run, Rebuild.State.FAILED, str(problem) or type(problem).__name__)
        raise
    runs.end(run, Rebuild.State.FINISHED)


@dataclass
class _Filling:
    """The work on one fresh index. `versions` are those that were meant to be written to it."""

    engine: str
    index: FreshIndex
    run: Rebuild
    progress: Callable[[int, int], None] | None
    should_pause: Callable[[], bool]
    should_cancel: Callable[[], bool]
    read: int = 0
    versions: dict[int, int] = field(default_factory=dict)
    refused: set[int] = field(default_factory=set)

    def fill(self) -> None:
        """Write everything that the index does not hold yet."""
        outbox.fold()
        known = outbox.known_versions()
        held = dict(self.index.versions())
        there = {pk for pk, version in held.items() if known.get(pk) == version}
        self.versions = some(known, there)
        runs.begin(self.run, index_name=self.index.name, done=len(there), total=len(known))
        for batch in batched(sorted(known.keys() - there), BATCH, strict=False):
            self._write(some(known, batch))
            self.read += len(batch)
            self._advance(position=batch[-1], total=len(known))

    def catch_up(self) -> None:
        """Write what changed since it was written."""
        outbox.fold()
        known = outbox.known_versions()
        newer = [pk for pk, version in known.items() if self.versions.get(pk) != version]
        for batch in batched(newer, BATCH, strict=False):
            self._write(some(known, batch))
            self._heed()

    def prove(self) -> None:
        """Compare what the index holds with what it should hold.

        Raises:
            Incomplete: they differ.
        """
        self._heed()
        held = dict(self.index.versions())
        public = public_ids()
        # In this order: what gets its version in between is seen by the second look.
        moving = outbox.noted() | self.refused
        moving |= {pk for pk, v in outbox.known_versions().items() if self.versions.get(pk) != v}
        drift = compare(held, self.versions, public, moving=moving)
        if drift.ids:
            raise Incomplete(self.engine, drift)

    def _write(self, versions: Mapping[int, int]) -> None:
        self.refused -= versions.keys()
        self.refused |= fill(self.index, self.engine, versions)
        self.versions |= versions

    def _advance(self, *, position: int, total: int) -> None:
        done = len(self.versions)
        stop = runs.advance(self.run, done=done, position=position, refused=len(self.refused))
        if self.progress:
            self.progress(done, total)
        if stop:
            raise RebuildCancelled
        self._heed()

    def _heed(self) -> None:
        """End where somebody asked for it."""
        if self.should_cancel():
            raise RebuildCancelled
        if self.should_pause():
            raise Interrupted("The process that rebuilt was asked to end.")


def discard(engine: SearchEngine) -> None:
    """Throw away what a rebuild left that was broken off; nothing where one is running.

    Raises:
        EngineUnavailable: its index is there still.
    """
    with outbox.Turn(engine.name, "rebuild") as ours:
        run = runs.latest_run(engine.name)
        if not ours.take() or run is None or run.state != Rebuild.State.RUNNING:
            return
        with suppress(RebuildCancelled), _ended(run), engine.fresh_index(run.index_name):
            raise RebuildCancelled
