"""Is an index right? And what makes it so."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import batched

from search import outbox
from search.engine import SearchEngine
from search.indexing.comparing import Drift, compare, public_ids
from search.indexing.draining import drain
from search.indexing.writing import changes_for, some

BATCH = 1000


def check(engine: SearchEngine) -> Drift:
    """Compare an engine, once it is drained, with what the database says it should hold.

    Whole documents are compared, so that one changed past this code is found as well. Feeding goes
    on meanwhile; what changes while we look is on its way, not adrift.
    """
    _settle(engine)
    # The versions first: what is taken in between is then no older than what we expect of it.
    known = outbox.known_versions()
    moving = outbox.unsettled(engine.name)
    held = dict(engine.versions())
    public = public_ids()
    sound = (pk for pk, version in held.items() if pk in public and version == known.get(pk))
    differing = _differing(engine, known, sound)
    moving |= outbox.unsettled(engine.name)
    moving |= {pk for pk, version in outbox.known_versions().items() if known.get(pk) != version}
    drift = compare(held, known, public, moving=moving, differing=differing)
    return replace(drift, words=engine.miscounted())


def repair(engine: SearchEngine, drift: Drift) -> int:
    """Write the documents of a drift anew, and only those; return how many they are.

    Words are counted anew where their counts are wrong.
    """
    wrong = set(drift.ids)
    # A document may stand under a version that we never gave; the next one must be above it.
    outbox.lift({pk: version for pk, version in engine.versions() if pk in wrong})
    outbox.note(wrong)
    _settle(engine)
    if drift.words:
        engine.recount()
    return len(wrong)


def _settle(engine: SearchEngine) -> None:
    """See to it that an engine has taken all there is, whoever feeds it."""
    with outbox.Turn(engine.name) as turn:
        turn.wait()
        drain(engine)


def _differing(engine: SearchEngine, known: Mapping[int, int], ids: Iterable[int]) -> set[int]:
    found: set[int] = set()
    for batch in batched(ids, BATCH, strict=False):
        found |= engine.differing(changes_for(some(known, batch)))
    return found
