"""Versions into an index: the records are read after their versions are known."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import batched

from search.engine import Change, FreshIndex, IndexWriter, RecordsRefused
from search.passages import light_batches
from search.records import records_for

logger = logging.getLogger(__name__)
PART = 250  # resources read while as many are written


def write(writer: IndexWriter, engine: str, versions: Mapping[int, int]) -> set[int]:
    """Write the documents of these versions; return whose record the engine refused."""
    refused: set[int] = set()
    for ids in light_batches(versions):
        refused |= _written(writer, engine, changes_for(some(versions, ids)))
    return refused


def fill(index: FreshIndex, engine: str, versions: Mapping[int, int]) -> set[int]:
    """Do the same for an index that is being filled: where it is apart, reading does not wait.

    At most two parts are in memory: one is read while the one before is written.
    """
    if not index.is_apart:
        return write(index, engine, versions)
    refused: set[int] = set()
    before: Future[set[int]] | None = None
    with ThreadPoolExecutor(max_workers=1) as hand:
        for changes in _parts(versions):
            if before:
                refused |= before.result()
            before = hand.submit(_written, index, engine, changes)
    return refused | before.result() if before else refused


def changes_for(versions: Mapping[int, int]) -> list[Change]:
    """Return what an index should hold of each resource from its version on."""
    records = records_for(versions)
    return [Change(pk, version, records.get(pk)) for pk, version in versions.items()]


def some(versions: Mapping[int, int], ids: Iterable[int]) -> dict[int, int]:
    """Return the versions of these resources alone."""
    return {pk: versions[pk] for pk in ids}


def _parts(versions: Mapping[int, int]) -> Iterator[list[Change]]:
    for ids in light_batches(versions):
        for part in batched(ids, PART, strict=False):
            yield changes_for(some(versions, part))


def _written(writer: IndexWriter, engine: str, changes: list[Change]) -> set[int]:
    try:
        writer.write(changes)
    except RecordsRefused as refusal:
        # Trying again would not help and would hold up all others; the check lists them.
        logger.exception("%s refused resources %s", engine, sorted(refusal.reasons))
        return set(refusal.reasons)
    return set()
