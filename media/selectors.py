"""What is asked about documents."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from media.limits import READ_EXTENSIONS
from media.models import DocumentReading, LibraryDocument


def readable_documents() -> QuerySet[LibraryDocument]:
    """Return the documents of a kind that can be read, oldest first."""
    readable = Q()
    for extension in READ_EXTENSIONS:
        readable |= Q(file__iendswith=f".{extension}")
    documents: QuerySet[LibraryDocument] = LibraryDocument.objects.filter(readable)
    return documents.order_by("pk")


def unread_documents() -> QuerySet[LibraryDocument]:
    """Return the readable documents whose present file has not been read."""
    read = DocumentReading.objects.filter(document=OuterRef("pk"), file_key=OuterRef("file"))
    return readable_documents().exclude(Exists(read))
