"""The upload form of pictures: what it lets through can be shown and tells nobody's whereabouts."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from media.scrubbing import DamagedPicture, decode, without_location

_DAMAGED = (
    "This picture is damaged, incomplete or too large to show. Open it in a picture editor, save "
    "it again as PNG or JPEG, and upload that file."
)


class PictureField(WagtailImageField):
    """A picture that has been decoded once before anything is stored."""

    def to_python(self, data: Any) -> "UploadedFile[bytes] | None":  # noqa: ANN401  Django's signature
        """Return the file without its location.

        Raises:
            ValidationError: it is no picture, of a kind or size not allowed, or damaged.
        """
        if data is not None:
            _refuse_damaged(data)
        upload: UploadedFile[bytes] | None = super().to_python(data)
        if upload is not None and (cleaned := without_location(upload)) is not None:
            _replace(upload, cleaned)
        return upload


class PictureForm(BaseImageForm):
    """Wagtail's form for pictures with our file field."""

    file = PictureField(label="File")


def _refuse_damaged(upload: "UploadedFile[bytes]") -> None:
    try:
        decode(upload)
    except DamagedPicture as error:
        raise ValidationError(_DAMAGED, code="damaged_picture") from error


def _replace(upload: "UploadedFile[bytes]", content: bytes) -> None:
    if upload.file is None:
        raise ValueError("The upload was closed.")
    upload.file.seek(0)
    upload.file.truncate()
    upload.file.write(content)
    upload.file.seek(0)
    upload.size = len(content)
