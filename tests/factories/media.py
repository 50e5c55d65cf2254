"""Uploaded files for tests: pictures and documents."""

from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image

from media.models import LibraryDocument, LibraryImage


def picture_bytes(*, size: tuple[int, int] = (120, 80), kind: str = "PNG") -> bytes:
    """Return a picture of one color."""
    out = BytesIO()
    Image.new("RGB", size, "navy").save(out, kind)
    return out.getvalue()


def make_image(*, title: str = "A patrol car", size: tuple[int, int] = (120, 80)) -> LibraryImage:
    """Return a stored picture."""
    image = LibraryImage(title=title)
    image.file.save("car.png", ContentFile(picture_bytes(size=size)), save=False)
    image.save()
    return image


def make_document(*, title: str = "A guide", name: str = "guide.pdf") -> LibraryDocument:
    """Return a stored document."""
    document = LibraryDocument(title=title)
    document.file.save(name, ContentFile(b"%PDF-1.4 a guide"), save=False)
    document.save()
    return document
