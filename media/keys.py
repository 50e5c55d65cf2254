"""Keys of stored objects: a random part that is never used again, and a readable, harmless end.

What a user called a file is not to be trusted as a path, and two files of one name are two files.
"""

import re
import uuid
from pathlib import PurePosixPath

from django.db.models import Model
from django.utils.text import slugify

PICTURES = "original_images"
RENDITIONS = "images"
DOCUMENTS = "documents"
AVATARS = "avatar_images"  # where Wagtail keeps the pictures of its users, named by the uploader

_LONGEST_NAME = 40
_LONGEST_EXTENSION = 8
_NOT_IN_EXTENSION = re.compile(r"[^a-z0-9]+")


def picture_key(filename: str) -> str:
    """Return a key for an uploaded picture, of which only the extension is kept."""
    return f"{PICTURES}/{uuid.uuid4().hex}{_ending(filename)}"


def document_key(_instance: Model, filename: str) -> str:
    """Return a key for an uploaded document; its end is the name readers save the file under."""
    name = slugify(PurePosixPath(filename).stem)[:_LONGEST_NAME].strip("-") or "document"
    return f"{DOCUMENTS}/{uuid.uuid4().hex}/{name}{_ending(filename)}"


def is_picture(key: str) -> bool:
    """Tell whether a key is that of a picture, which anyone may see."""
    return key.startswith((f"{PICTURES}/", f"{RENDITIONS}/", f"{AVATARS}/"))


def extension(filename: str) -> str:
    """Return the end of a file's name that tells its kind, such as "pdf"; "" where none does."""
    return _NOT_IN_EXTENSION.sub("", PurePosixPath(filename).suffix.lower())[:_LONGEST_EXTENSION]


def _ending(filename: str) -> str:
    kind = extension(filename)
    return f".{kind}" if kind else ""
