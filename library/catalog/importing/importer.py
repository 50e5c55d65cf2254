"""Imports a file of catalog records: the one way in."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from django.db import reset_queries, transaction

from library.catalog.importing.mapping import NoTitle, imported_record
from library.catalog.importing.reader import Progress, Reading
from library.catalog.importing.reading import OpenFile, open_file
from library.catalog.importing.report import Outcome, Report
from library.catalog.importing.saving import Arrival, save_batch
from library.catalog.importing.vocabularies import topic_names

_BATCH = 500


def import_file(
    *,
    path: Path,
    dry_run: bool = False,
    progress: Progress = lambda _bytes_read: None,
    stopping: Callable[[], bool] = lambda: False,
) -> Report:
    """Import every record of a file, a transaction a batch, and return what came of it.

    `stopping` is asked between batches. A dry run does everything and takes it back.

    Raises:
        UnreadableFile: nothing in the file can be read.
    """
    report = Report(file=str(path), dry_run=dry_run)
    file = open_file(path)
    with file.stream:
        if not dry_run:
            _import(file, report, progress, stopping)
            return report
        with transaction.atomic():
            _import(file, report, progress, stopping)
            transaction.set_rollback(True)
    return report


def _import(
    file: OpenFile, report: Report, progress: Progress, stopping: Callable[[], bool]
) -> None:
    topics = topic_names()
    for batch in _batches(file.readings(progress=progress), report):
        for saved in save_batch(batch, topics=topics):
            report.add(
                saved.outcome,
                position=saved.arrival.position,
                control_number=saved.arrival.record.control_number,
                remarks=saved.remarks,
            )
        reset_queries()  # with DEBUG, Django keeps the text of every statement
        if stopping():
            report.stopped = True
            return


def _batches(readings: Iterator[Reading], report: Report) -> Iterator[list[Arrival]]:
    """Yield arrivals in batches, counting rejected and repeated records on the way."""
    keys = _Keys()
    batch: list[Arrival] = []
    for reading in readings:
        if arrival := _arrival(reading, report, keys):
            batch.append(arrival)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _arrival(reading: Reading, report: Report, keys: "_Keys") -> Arrival | None:
    if reading.record is None:
        _reject(report, reading, reading.problem)
        return None
    try:
        record = imported_record(reading.record, remarks=reading.remarks)
    except NoTitle as error:
        _reject(report, reading, str(error))
        return None
    digest = record.digest()
    key = keys.place(record.key, digest)
    if key is None:
        report.add(
            Outcome.UNCHANGED,
            position=reading.position,
            control_number=record.control_number,
            remarks=("it repeats an earlier record of the file",),
        )
        return None
    return Arrival(reading.position, key, digest, record)


def _reject(report: Report, reading: Reading, reason: str) -> None:
    fields = reading.record.get_fields("001") if reading.record else []
    report.add(
        Outcome.REJECTED,
        position=reading.position,
        control_number=(fields[0].data or "").strip() if fields else "",
        remarks=(reason,),
    )


class _Keys:
    """The keys of one file. A key that comes again with another content is another record.

    Kept as short digests, for files of millions of records.
    """

    def __init__(self) -> None:
        self._contents: dict[bytes, tuple[bytes, ...]] = {}

    def place(self, key: str, content: str) -> str | None:
        """Return the key to keep the record under, None if the very record was there before."""
        short = hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=8).digest()
        contents = self._contents.get(short, ())
        mark = bytes.fromhex(content[:16])
        if mark in contents:
            return None
        self._contents[short] = (*contents, mark)
        return f"{key}#{len(contents) + 1}" if contents else key
