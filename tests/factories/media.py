"""Uploaded files for tests: pictures and documents."""

from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image

from media.models import LibraryDocument, LibraryImage


def picture_bytes(*, size: tuple[int, int] = (120, 80), kind: str = "PNG") -> bytes:
    """Return a picture of one color."""
    out = BytesIO()
    Image.new("RGB", size, "navy").save(out, kind)
    return out.getvalue()


def make_image(*, title: str = "A patrol car", size: tuple[int, int] = (120, 80)) -> LibraryImage:
    """Return a stored picture."""
    file = ImageFile(BytesIO(picture_bytes(size=size)), name="car.png")
    image: LibraryImage = LibraryImage.objects.create(title=title, file=file)
    return image


def make_document(*, title: str = "A guide", name: str = "guide.pdf") -> LibraryDocument:
    """Return a stored document."""
    file = ContentFile(b"%PDF-1.4 a guide", name=name)
    document: LibraryDocument = LibraryDocument.objects.create(title=title, file=file)
    return document
