"""The picture of a cover, in the size in which covers are shown."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from wagtail.images.exceptions import InvalidFilterSpecError

from media.models import LibraryImage, LibraryRendition

_COVER_FILTER = "max-600x776|format-png"


@dataclass(frozen=True, slots=True)
class Picture:
    """A rendition that can be read; its fingerprint changes with the picture."""

    rendition: LibraryRendition

    @property
    def fingerprint(self) -> str:
        """Return the rendition's key without its folder and ending: keys are never reused."""
        return PurePosixPath(self.rendition.file.name).stem

    def read(self) -> bytes:
        """Return the PNG."""
        with self.rendition.file.storage.open(self.rendition.file.name, "rb") as stored:
            content: bytes = stored.read()
            return content


def cover_picture(image: LibraryImage) -> Picture | None:
    """Return the image as a cover, or None when its file is gone or cannot be read."""
    try:
        return Picture(image.get_rendition(_COVER_FILTER))
    except (OSError, InvalidFilterSpecError):
        return None
