"""Keys of stored objects."""

import re

import pytest

from media.keys import document_key, is_picture, picture_key
from media.models import LibraryDocument

pytestmark = pytest.mark.django_db  # a document looks up its collection


@pytest.mark.parametrize(
    ("filename", "end"),
    [
        ("Guide for Chiefs.PDF", "guide-for-chiefs.pdf"),
        ("../../etc/passwd", "passwd"),
        ("Cảnh sát.pdf", "canh-sat.pdf"),
        ("北京.pdf", "document.pdf"),
        ("a" * 300 + ".docx", "a" * 40 + ".docx"),
        ("evil.pdf\x00.html", "evilpdf.html"),
        ("x.<script>", "x.script"),
        ("", "document"),
    ],
)
def test_a_document_keeps_a_readable_end_and_nothing_dangerous(filename: str, end: str) -> None:
    key = document_key(LibraryDocument(), filename)
    assert re.fullmatch(rf"documents/[0-9a-f]{{32}}/{re.escape(end)}", key)
    assert len(key) <= 100


def test_a_picture_keeps_its_extension_only_and_no_key_comes_twice() -> None:
    first, second = picture_key("Chief Doe.JPG"), picture_key("Chief Doe.JPG")
    assert re.fullmatch(r"original_images/[0-9a-f]{32}\.jpg", first)
    assert first != second
    assert is_picture(first)
    assert is_picture("avatar_images/avatar_1_me.png")
    assert not is_picture("documents/1/a.png")
