"""Reading the text of a document once, and keeping it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.db import transaction

from media.enums import ReadingProblem, ReadingState
from media.extraction.reader import Extract, Reader
from media.keys import extension
from media.limits import READ_BYTES
from media.models import DocumentPassage, DocumentReading, LibraryDocument

_BATCH = 500


def read_document(
    *, document_id: int, reader: Reader | None = None, again: bool = False
) -> DocumentReading | None:
    """Read a document's file and keep its passages, in one transaction, and return what came of it.

    A file that was read is not read again, unless `again`. None where there is nothing to read: the
    document is gone, is of another kind, or was replaced meanwhile and waits for its own turn.

    Raises:
        ReaderDied, OSError: neither is the file's fault; another try may do.
    """
    document = LibraryDocument.objects.filter(pk=document_id).select_related("reading").first()
    if document is None:
        return None
    if not document.is_readable:
        _forget(document)
        return None
    known: DocumentReading | None = getattr(document, "reading", None)
    if known and known.file_key == str(document.file) and not again:
        return known
    return _keep(document, _read(document, reader))


def _read(document: LibraryDocument, reader: Reader | None) -> Extract:
    try:
        with _local(document) as path:
            if path is None:
                return Extract(problem=ReadingProblem.LARGE)
            kind = extension(str(document.file))
            if reader:
                return reader.read(path, kind)
            with Reader() as own:
                return own.read(path, kind)
    except FileNotFoundError:
        return Extract(problem=ReadingProblem.MISSING)


@contextmanager
def _local(document: LibraryDocument) -> Iterator[Path | None]:
    """Yield the file as a path on this machine; None for one that is too large to fetch."""
    if document.is_stored_locally():
        yield Path(document.file.path)
    elif document.file.size > READ_BYTES:
        yield None
    else:
        with _copied(document) as copy:
            yield copy


@contextmanager
def _copied(document: LibraryDocument) -> Iterator[Path]:
    with NamedTemporaryFile(prefix="reading-") as copy, document.file.open("rb") as stored:
        for chunk in stored.chunks():
            copy.write(chunk)
        copy.flush()
        yield Path(copy.name)


def _keep(document: LibraryDocument, extract: Extract) -> DocumentReading | None:
    state, problem = _outcome(extract)
    with transaction.atomic():
        same = LibraryDocument.objects.filter(pk=document.pk, file=str(document.file))
        if not list(same.select_for_update().values_list("pk")):
            return None
        document.passages.all().delete()
        rows = (
            DocumentPassage(document=document, place=p, text=t, cues=extract.cues.get(p, []))
            for p, t in extract.passages
        )
        DocumentPassage.objects.bulk_create(rows, batch_size=_BATCH)
        reading, _ = DocumentReading.objects.update_or_create(
            document=document,
            defaults={
                "file_key": str(document.file),
                "state": state,
                "problem": problem,
                "pages": extract.pages,
                "passages": len(extract.passages),
                "characters": sum(len(text) for _, text in extract.passages),
            },
        )
    return reading


def _outcome(extract: Extract) -> tuple[ReadingState, str]:
    if extract.passages:
        return (ReadingState.PARTLY if extract.problem else ReadingState.READ), extract.problem
    if extract.problem:
        return ReadingState.FAILED, extract.problem
    is_paged = extract.pages is not None
    return ReadingState.EMPTY, ReadingProblem.SCANNED if is_paged else ReadingProblem.WORDLESS


def _forget(document: LibraryDocument) -> None:
    """Drop what was read of a file that another kind has replaced."""
    with transaction.atomic():
        document.passages.all().delete()
        DocumentReading.objects.filter(document=document).delete()
