"""Read the text of all documents that have not been read."""

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Sequence

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

from media.enums import ReadingState
from media.extraction.reader import Reader
from media.models import DocumentReading
from media.reading import read_document
from media.selectors import readable_documents, unread_documents


class Command(BaseCommand):
    help = "Reads the text of documents for search; begun again, it goes on where it was stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--again", action="store_true", help="read what was read before, too")

    def handle(self, *_: object, again: bool, **__: object) -> None:
        documents = readable_documents() if again else unread_documents()
        ids = list(documents.values_list("pk", flat=True))
        counts: Counter[str] = Counter()
        try:
            counts.update(reading.state for reading in self._read(ids, again=again))
        except KeyboardInterrupt:
            raise CommandError("Stopped. The same command reads the rest.") from None
        said = (f"{counts[state]} {state.label.lower()}" for state in ReadingState)
        self.stdout.write(f"{len(ids)} documents: {', '.join(said)}")

    def _read(self, ids: Sequence[int], *, again: bool) -> Iterator[DocumentReading]:
        columns = ("{task.description}", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with (
            Progress(*columns, console=Console(stderr=True), transient=True) as bar,
            Reader() as reader,
        ):
            for document_id in bar.track(ids, description="documents"):
                reading = read_document(document_id=document_id, reader=reader, again=again)
                if reading:
                    yield reading
