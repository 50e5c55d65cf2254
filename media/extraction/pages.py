"""The pages of a PDF file as text."""

from collections.abc import Iterator

from pypdfium2 import PdfDocument, PdfiumError
from pypdfium2 import raw as pdfium

from media.extraction.cleaning import clean
from media.limits import READ_CHARACTERS, READ_PAGE_CHARACTERS, READ_PAGES

Line = dict[str, object]


def read_pages(path: str) -> Iterator[Line]:
    """Yield how many pages there are, each page with words, and at last how it ended."""
    try:
        document = PdfDocument(path)
    except PdfiumError as error:
        is_locked = error.err_code == pdfium.FPDF_ERR_PASSWORD
        yield {"problem": "encrypted" if is_locked else "damaged"}
        return
    pages = len(document)
    yield {"pages": pages}
    left, broken = READ_CHARACTERS, 0
    for number in range(min(pages, READ_PAGES)):
        try:
            text = _text(document, number)[:left]
        except PdfiumError:
            broken += 1
            continue
        left -= len(text)
        if text:
            yield {"place": number + 1, "text": text}
    if broken:
        yield {"problem": "damaged"}
    elif pages > READ_PAGES or not left:
        yield {"problem": "long"}


def _text(document: PdfDocument, number: int) -> str:
    page = document[number]
    try:
        letters = page.get_textpage()
        try:
            found: str = letters.get_text_range(0, min(letters.count_chars(), READ_PAGE_CHARACTERS))
            return clean(found)
        finally:
            letters.close()
    finally:
        page.close()
