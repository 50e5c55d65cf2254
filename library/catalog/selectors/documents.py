"""Uploaded documents by what they are attached to: who may read them, what was read of them."""

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, F, OuterRef, QuerySet
from django.db.models.functions import Cast, JSONObject
from wagtail.models import Page, ReferenceIndex

from library.catalog.enums import Lifecycle
from library.catalog.models import Resource, ResourceFile
from media.models import LibraryDocument
from media.selectors import readable_documents


def is_public_document(*, document: LibraryDocument) -> bool:
    """Return whether anyone may read a document. At most two statements.

    A file of resources is public while one of them is and is not withdrawn. What belongs to no
    resource is public while a live page links to it. All else is still in the making: it was
    uploaded for a draft, or is attached to nothing yet.
    """
    holders = Resource.objects.filter(files__document=document)
    held_by = list(holders.only("live", "product_number", "lifecycle"))
    if held_by:
        return any(one.is_public and one.lifecycle != Lifecycle.WITHDRAWN for one in held_by)
    return _is_on_live_page(document)


def documents_to_read() -> QuerySet[LibraryDocument]:
    """Return the documents whose text search wants, those with problems first.

    Each with its `reading`, where there is one, and `holders`, the resources it belongs to, as
    [{"pk", "title"}].
    """
    files = ResourceFile.objects.filter(document=OuterRef("pk")).order_by("resource__title")
    holders = files.values(row=JSONObject(pk="resource_id", title="resource__title"))
    documents = readable_documents().select_related("reading")
    found: QuerySet[LibraryDocument] = documents.annotate(holders=ArraySubquery(holders))
    return found.order_by(F("reading__problem").desc(nulls_first=True), "title", "pk")


def documents_of(*, resource: Resource) -> list[LibraryDocument]:
    """Return the readable documents of a resource in the order of its files, each with `reading`.

    Of the resource as it stands in memory, so that a draft's files are among them.
    """
    ids = [file.document_id for file in resource.files.all() if file.document_id]
    documents = readable_documents().select_related("reading").in_bulk(ids)
    return [documents[pk] for pk in dict.fromkeys(ids) if pk in documents]


def _is_on_live_page(document: LibraryDocument) -> bool:
    # Wagtail indexes the row of a page, so that a link in its unpublished draft does not count.
    page_type = ContentType.objects.get_for_model(Page)
    links = ReferenceIndex.get_references_to(document).filter(base_content_type=page_type)
    live = Page.objects.live().annotate(key=Cast("pk", CharField()))
    found: bool = live.filter(key__in=links.values("object_id")).exists()
    return found
