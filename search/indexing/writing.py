"""Versions into an index: the records are read after their versions are known."""

import logging
from collections.abc import Iterable, Mapping

from search.engine import Change, IndexWriter, RecordsRefused
from search.passages import light_batches
from search.records import records_for

logger = logging.getLogger(__name__)


def write(writer: IndexWriter, engine: str, versions: Mapping[int, int]) -> set[int]:
    """Write the documents of these versions; return whose record the engine refused."""
    refused: set[int] = set()
    for ids in light_batches(versions):
        try:
            writer.write(changes_for(some(versions, ids)))
        except RecordsRefused as refusal:
            # Trying again would not help and would hold up all others; the check lists them.
            logger.exception("%s refused resources %s", engine, sorted(refusal.reasons))
            refused |= refusal.reasons.keys()
    return refused


def changes_for(versions: Mapping[int, int]) -> list[Change]:
    """Return what an index should hold of each resource from its version on."""
    records = records_for(versions)
    return [Change(pk, version, records.get(pk)) for pk, version in versions.items()]


def some(versions: Mapping[int, int], ids: Iterable[int]) -> dict[int, int]:
    """Return the versions of these resources alone."""
    return {pk: versions[pk] for pk in ids}
