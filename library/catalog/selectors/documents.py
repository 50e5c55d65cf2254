"""Who may read an uploaded document, by what it is attached to."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField
from django.db.models.functions import Cast
from wagtail.models import Page, ReferenceIndex

from library.catalog.enums import Lifecycle
from library.catalog.models import Resource
from media.models import LibraryDocument


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


def _is_on_live_page(document: LibraryDocument) -> bool:
    # Wagtail indexes the row of a page, so that a link in its unpublished draft does not count.
    page_type = ContentType.objects.get_for_model(Page)
    links = ReferenceIndex.get_references_to(document).filter(base_content_type=page_type)
    live = Page.objects.live().annotate(key=Cast("pk", CharField()))
    found: bool = live.filter(key__in=links.values("object_id")).exists()
    return found
