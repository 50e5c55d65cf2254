"""The packing slip, drawn as a PDF: what is in the parcel, where it goes, what is still to come."""

from functools import cache
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils import timezone
from django.utils.formats import date_format
from reportlab.graphics.barcode.code128 import Code128
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import inch
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from library.fulfillment.models import Shipment
from library.fulfillment.selectors.parcels import lines_of_order, shipment_for_paper
from library.orders.models import OrderLine, Recipient
from library.orders.services.lines import open_copies

# Public Sans (SIL Open Font License) comes with the design system and covers all of Latin-1 and
# Latin Extended-A; the fonts built into PDF readers stop at Windows-1252.
_FONTS = {"PublicSans": "PublicSans-Regular.ttf", "PublicSans-Bold": "PublicSans-Bold.ttf"}
_FONT_FOLDER = "uswds/fonts/public-sans/"

_MARGIN = 0.75 * inch
_WIDTH = LETTER[0] - 2 * _MARGIN
_RULE = HexColor("#71767a")


def packing_slip(*, number: str) -> bytes:
    """Return the packing slip of a parcel as a PDF. It shows a person's address: never store it.

    Raises:
        Shipment.DoesNotExist: no parcel has this number.
    """
    shipment = shipment_for_paper(number=number)
    missing = [line for line in lines_of_order(order_id=shipment.order_id) if open_copies(line)]
    _, pages = _draw(shipment, missing, pages=0)
    return _draw(shipment, missing, pages=pages)[0]


def _draw(shipment: Shipment, missing: list[OrderLine], *, pages: int) -> tuple[bytes, int]:
    """Return the PDF and its number of pages; drawn twice, since page 1 names the last."""
    _register_fonts()
    paper = BytesIO()
    document = BaseDocTemplate(
        paper,
        pagesize=LETTER,
        title=f"Packing slip {shipment.number}",
        author=settings.SITE_NAME,
        lang="en-US",
        invariant=1,
    )

    def frame_page(canvas: Canvas, _document: BaseDocTemplate) -> None:
        canvas.setFont("PublicSans", 9)
        foot = f"Shipment {shipment.number}, order {shipment.order.reference}"
        canvas.drawString(_MARGIN, 0.5 * inch, foot)
        page = f"Page {canvas.getPageNumber()} of {pages}"
        canvas.drawRightString(_MARGIN + _WIDTH, 0.5 * inch, page)

    frame = Frame(_MARGIN, _MARGIN, _WIDTH, LETTER[1] - 2 * _MARGIN, 0, 0, 0, 0)
    document.addPageTemplates(PageTemplate("slip", [frame], onPage=frame_page))
    document.build(_story(shipment, missing))
    return paper.getvalue(), document.page


def _story(shipment: Shipment, missing: list[OrderLine]) -> list[Flowable]:
    story: list[Flowable] = [
        _text(settings.SITE_NAME, size=11),
        _text("Packing slip", size=20, bold=True),
        Spacer(0, 0.15 * inch),
        _head(shipment),
        Spacer(0, 0.2 * inch),
        _contents(shipment),
    ]
    if missing:
        story += [Spacer(0, 0.2 * inch), _text("Still to come", size=12, bold=True)]
        story += [
            _text(f"{open_copies(line)} × {line.resource.product_number}, {line.resource.title}")  # noqa: RUF001
            for line in missing
        ]
    return story


def _head(shipment: Shipment) -> Table:
    recipient = shipment.order.recipient
    address = [_text("Ship to", bold=True)] + [_text(row, size=12) for row in _address(recipient)]
    created = date_format(timezone.localtime(shipment.created_at), "F j, Y")
    codes: list[Flowable] = [
        *_coded("Order", shipment.order.reference),
        *_coded("Shipment", shipment.number),
        _text(f"Made up on {created}"),
    ]
    table = Table([[address, codes]], colWidths=[_WIDTH * 0.5, _WIDTH * 0.5])
    table.setStyle(
        TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (0, 0), 0)])
    )
    return table


def _coded(label: str, value: str) -> list[Flowable]:
    code = Code128(value, barWidth=0.014 * inch, barHeight=0.42 * inch, quiet=1)
    title = _text(f"{label} {value}", size=12, bold=True)
    return [title, Spacer(0, 0.04 * inch), code, Spacer(0, 0.12 * inch)]


def _address(recipient: Recipient) -> list[str]:
    rows = [
        recipient.name,
        recipient.organization,
        recipient.street1,
        recipient.street2,
        f"{recipient.city}, {recipient.state} {recipient.postal_code}",
    ]
    return [row for row in rows if row.strip()]


def _contents(shipment: Shipment) -> Table:
    rows = [[_text(name, bold=True) for name in ("Bin", "Product number", "Title", "Copies")]]
    lines = list(shipment.lines.all())
    for line in lines:
        resource = line.order_line.resource
        cells = (resource.stock_item.bin_location, resource.product_number or "", resource.title)
        rows.append([*map(_text, cells), _text(str(line.quantity), bold=True)])
    total = sum(line.quantity for line in lines)
    rows.append(
        [_text(""), _text(""), _text("All copies", bold=True), _text(str(total), bold=True)]
    )
    widths = [1.0 * inch, 1.6 * inch, _WIDTH - 3.3 * inch, 0.7 * inch]
    table = Table(rows, colWidths=widths, repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LINEBELOW", (0, 0), (-1, 0), 1, _RULE),
                ("LINEBELOW", (0, 1), (-1, -2), 0.25, _RULE),
                ("LINEABOVE", (0, -1), (-1, -1), 1, _RULE),
                ("LEFTPADDING", (0, 0), (0, -1), 0),
            ]
        )
    )
    return table


def _text(text: str, *, size: float = 10, bold: bool = False) -> Paragraph:
    font = "PublicSans-Bold" if bold else "PublicSans"
    style = ParagraphStyle(
        "slip", fontName=font, fontSize=size, leading=size * 1.3, splitLongWords=1
    )
    return Paragraph(escape(text), style)


@cache
def _register_fonts() -> None:
    for name, file in _FONTS.items():
        path = finders.find(_FONT_FOLDER + file) or staticfiles_storage.path(_FONT_FOLDER + file)
        pdfmetrics.registerFont(TTFont(name, Path(str(path))))
