"""Pictures and documents: Wagtail's own, made ours from the first day so that they can grow."""

from django.db import models
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage

from media.keys import document_key, picture_key


class LibraryImage(AbstractImage):
    """A picture. Its `description` is the text alternative."""

    admin_form_fields = WagtailImage.admin_form_fields

    def get_upload_to(self, filename: str) -> str:
        """Return the key under which the picture is stored; Wagtail asks for it."""
        return picture_key(filename)


class LibraryRendition(AbstractRendition):
    """A picture in one size."""

    image = models.ForeignKey(LibraryImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class LibraryDocument(AbstractDocument):
    """A file that readers download."""

    file = models.FileField(upload_to=document_key)

    admin_form_fields = WagtailDocument.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = "document"
