"""Paper read back: its text by a PDF reader, its codes by a barcode reader."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import zxingcpp
from pypdf import PdfReader
from pypdfium2 import PdfDocument

PRINTER_DPI = 203


def texts_of(pdf: bytes) -> list[str]:
    """Return each page's text with line breaks as spaces."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


def codes_of(pdf: bytes) -> list[set[str]]:
    """Print each page at 203 dpi in two grays of half the contrast, and read its Code 128s."""
    return [codes_in(picture) for picture in pictures_of(pdf)]


def pictures_of(pdf: bytes) -> Iterator[Any]:
    """Yield each page as a gray picture at the resolution of a label printer."""
    for page in PdfDocument(pdf):
        yield page.render(scale=PRINTER_DPI / 72, grayscale=True).to_pil()


def codes_in(picture: Any) -> set[str]:  # noqa: ANN401 - a picture of Pillow
    """Return the texts of the Code 128s in a picture faded to half its contrast."""
    faded = picture.convert("L").point(lambda gray: 64 + gray // 2)
    found = zxingcpp.read_barcodes(faded)
    assert all("128" in str(code.format) for code in found)
    return {code.text for code in found}
