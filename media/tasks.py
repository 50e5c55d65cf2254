"""The text of documents, read by the worker. A document asks for it when its file is saved."""

import logging

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from media.extraction.reader import Reader
from media.reading import read_document as read
from media.selectors import unread_documents

logger = logging.getLogger(__name__)

_AT_ONCE = 500


# A storage that is away for a while; a bad file is no reason to try again, and is on its record.
@app.task(name="media.read_document", retry=RetryStrategy(max_attempts=5, exponential_wait=5))
def read_document(document_id: int, again: bool = False) -> None:  # noqa: FBT001, FBT002 - a job's arguments have names
    """Read the text of a document."""
    read(document_id=document_id, again=again)


@app.periodic(cron="*/15 * * * *")
@app.task(name="media.read_unread", queueing_lock="media.read_unread")
def read_unread(timestamp: int) -> None:  # noqa: ARG001 - the worker's signature
    """Read what no job has read: rows that were written past the model, jobs that failed."""
    ids = list(unread_documents().values_list("pk", flat=True)[:_AT_ONCE])
    if not ids:
        return
    with Reader() as reader:
        for document_id in ids:
            try:
                read(document_id=document_id, reader=reader)
            except Exception:  # one that cannot be fetched must not hold up the others
                logger.exception("document %s could not be read", document_id)


def defer_reading(*, document_id: int) -> None:
    """Queue another reading within the running transaction."""
    job = read_document.configure(lock=f"read-document-{document_id}")
    job.defer(document_id=document_id, again=True)
