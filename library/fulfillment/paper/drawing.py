"""How everything on paper is drawn: its fonts, its barcodes, its tables."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from reportlab.graphics.barcode.code128 import Code128
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import inch
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, Table, TableStyle

from library.orders.models import Recipient

# Public Sans (SIL Open Font License) comes with the design system and covers all of Latin-1 and
# Latin Extended-A; the fonts built into PDF readers stop at Windows-1252.
REGULAR, BOLD = "PublicSans", "PublicSans-Bold"
_FONTS = {REGULAR: "PublicSans-Regular.ttf", BOLD: "PublicSans-Bold.ttf"}
_FONT_FOLDER = "uswds/fonts/public-sans/"

MARGIN = 0.75 * inch
WIDTH = LETTER[0] - 2 * MARGIN
# Three dots of a label printer of 203 dpi: no bar falls between two dots there.
_DOT = 1 / 203 * inch
_BAR, _NARROW_BAR = 3 * _DOT, 2 * _DOT
_RULE = HexColor("#71767a")


def text(words: str, *, size: float = 10, bold: bool = False) -> Paragraph:
    """Return words as a paragraph that breaks its lines, and a word too long for one."""
    return Paragraph(escape(words), _style(size, BOLD if bold else REGULAR))


def code128(value: str, *, height: float = 0.42 * inch, within: float = WIDTH) -> Code128:
    """Return a barcode with the quiet zones that a scanner needs, narrower where room is short.

    Lengths are in points.
    """
    code = Code128(value, barWidth=_BAR, barHeight=height, quiet=1)
    if code.width <= within:
        return code
    return Code128(value, barWidth=_NARROW_BAR, barHeight=height, quiet=1)


def ruled(
    rows: Sequence[list[Any]],
    widths: Sequence[float],
    *,
    total: bool = False,
) -> Table:
    """Return a table with a head that is repeated on each page, and a last row of totals."""
    table = Table(rows, colWidths=widths, repeatRows=1)
    style: list[tuple[Any, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, 0), 1, _RULE),
        ("LINEBELOW", (0, 1), (-1, -2 if total else -1), 0.25, _RULE),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
    ]
    if total:
        style.append(("LINEABOVE", (0, -1), (-1, -1), 1, _RULE))
    table.setStyle(TableStyle(style))
    return table


def address_lines(recipient: Recipient) -> list[str]:
    """Return an address as it stands on a parcel, without empty lines."""
    rows = [
        recipient.name,
        recipient.organization,
        recipient.street1,
        recipient.street2,
        f"{recipient.city}, {recipient.state} {recipient.postal_code}",
    ]
    return [row for row in rows if row.strip()]


@cache
def register_fonts() -> None:
    """Make the fonts known, once a process."""
    for name, file in _FONTS.items():
        path = finders.find(_FONT_FOLDER + file) or staticfiles_storage.path(_FONT_FOLDER + file)
        pdfmetrics.registerFont(TTFont(name, Path(str(path))))


@cache
def _style(size: float, font: str) -> ParagraphStyle:
    return ParagraphStyle(
        f"{font}-{size}", fontName=font, fontSize=size, leading=size * 1.3, splitLongWords=1
    )
