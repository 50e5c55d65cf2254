"""Looks into an uploaded picture: decodes all of it within limits, takes out where it was taken."""

import struct
import warnings
import zlib
from io import BytesIO
from typing import IO

from PIL import ExifTags, Image, ImageSequence

from media.limits import PICTURE_PIXELS

# Pillow's own guard for every picture opened in this process, uploaded here or not.
Image.MAX_IMAGE_PIXELS = PICTURE_PIXELS

_KEEP_QUALITY: dict[str, dict[str, object]] = {
    "JPEG": {"quality": "keep", "optimize": True},
    "PNG": {},
    "WEBP": {"quality": 95},
}


class DamagedPicture(Exception):
    """A picture that cannot be decoded from beginning to end."""


# What Pillow's decoders are known to raise on crafted files.
_DECODING_ERRORS = (
    OSError,
    SyntaxError,
    ValueError,
    LookupError,
    TypeError,
    ArithmeticError,
    EOFError,
    MemoryError,
    AssertionError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)


def decode(file: IO[bytes]) -> None:
    """Decode a picture, every frame of it, and leave the file at its start.

    Raises:
        DamagedPicture: it is cut short, broken or larger than PICTURE_PIXELS.
    """
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            warnings.filterwarnings("ignore", category=UserWarning, module="PIL")
            with Image.open(file) as picture:
                pixels = 0
                for frame in ImageSequence.Iterator(picture):
                    pixels += frame.width * frame.height
                    if pixels > PICTURE_PIXELS:
                        raise DamagedPicture
                    frame.load()
    except _DECODING_ERRORS as error:
        raise DamagedPicture from error
    finally:
        file.seek(0)


def without_location(file: IO[bytes]) -> bytes | None:
    """Return a decodable picture without the place where it was taken, None if it names none."""
    file.seek(0)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=UserWarning, module="PIL")
        with Image.open(file) as picture:
            exif = picture.getexif()
            options = _KEEP_QUALITY.get(picture.format or "")
            if options is None or ExifTags.IFD.GPSInfo not in exif:
                file.seek(0)
                return None
            del exif[ExifTags.IFD.GPSInfo]
            out = BytesIO()
            profile = picture.info.get("icc_profile")
            picture.save(out, picture.format, exif=exif.tobytes(), icc_profile=profile, **options)
    return out.getvalue()
