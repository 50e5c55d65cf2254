"""Drawn covers."""

import time
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from media.covers import SIZE, CoverText, draw_cover

TEXT = CoverText("Beat patrol", "guide", "Guide", "print", "Print", "COPS-P273")


def test_the_same_text_gives_the_same_picture_and_another_another() -> None:
    first = draw_cover(TEXT)
    assert first == draw_cover(TEXT)
    with Image.open(BytesIO(first)) as picture:
        assert (picture.format, picture.size) == ("PNG", SIZE)
    for other in (
        replace(TEXT, title="Foot patrol"),
        replace(TEXT, kind="video"),
        replace(TEXT, format="dvd"),
        replace(TEXT, product_number="COPS-P274"),
    ):
        assert draw_cover(other) != first
        assert other.fingerprint() != TEXT.fingerprint()


@pytest.mark.parametrize(
    "title",
    ["", " ", "x" * 1000, "word " * 200, "\x00\x1b[31m\u202e", "北京 🚓", "Cảnh sát cộng đồng"],
)
def test_any_title_can_be_drawn(title: str) -> None:
    assert draw_cover(replace(TEXT, title=title, kind="?", format="?"))


def test_a_cover_is_drawn_while_the_reader_waits() -> None:
    draw_cover(TEXT)
    start = time.process_time()
    for _ in range(5):
        draw_cover(TEXT)
    assert (time.process_time() - start) / 5 < 0.1
