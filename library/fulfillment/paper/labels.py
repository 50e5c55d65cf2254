"""Address labels on Avery sheets, drawn to measure: a PDF that is printed at its actual size."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO

from django.conf import settings
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.units import inch, mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from library.fulfillment.enums import LabelSheet
from library.fulfillment.models import Shipment
from library.fulfillment.paper.drawing import REGULAR, address_lines, code128, register_fonts

_PADDING = 0.1 * inch
_LEADING = 1.15
_SMALLEST = 5.0


@dataclass(frozen=True, slots=True)
class Geometry:
    """Where the labels of a sheet lie, in points. `left` and `top` are the sheet's margins."""

    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    across: float  # from one label's left edge to the next one's
    largest: float  # size of the type
    has_code: bool  # room for the barcode of the parcel

    @property
    def on_a_sheet(self) -> int:
        """How many labels a sheet has."""
        return self.columns * self.rows


# Avery's own templates for U.S. Letter.
SHEETS = {
    LabelSheet.AVERY_5160: Geometry(
        columns=3, rows=10, width=2.625 * inch, height=1 * inch, left=0.1875 * inch,
        top=0.5 * inch, across=2.75 * inch, largest=10, has_code=False,
    ),
    LabelSheet.AVERY_5163: Geometry(
        columns=2, rows=5, width=4 * inch, height=2 * inch, left=0.15625 * inch,
        top=0.5 * inch, across=4.1875 * inch, largest=13, has_code=True,
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Calibration:
    """How far the print is moved on the sheet, in millimeters: right and down."""

    right: float = 0
    down: float = 0


def address_labels(
    *,
    shipments: Iterable[Shipment],
    sheet: LabelSheet,
    first: int = 1,
    calibration: Calibration | None = None,
    watch: Callable[[Iterable[Shipment]], Iterable[Shipment]] = iter,
) -> bytes:
    """Return a label for each parcel, with its recipient's address, as a PDF: never store it.

    `first` is the label of the first sheet to begin at, counted from 1 along the rows: a sheet that
    was begun before is used up. `watch` is handed the parcels and yields each as it is drawn.

    Raises:
        ValueError: the sheet has no such label.
    """
    geometry = SHEETS[sheet]
    if not 1 <= first <= geometry.on_a_sheet:
        message = f"A sheet of {sheet.label} has labels 1 to {geometry.on_a_sheet}."
        raise ValueError(message)
    register_fonts()
    paper = BytesIO()
    canvas = Canvas(paper, pagesize=LETTER, lang="en-US", invariant=1, pageCompression=1)
    canvas.setTitle(f"Address labels, {sheet.label}")
    canvas.setAuthor(settings.SITE_NAME)
    moved = calibration or Calibration()
    for place, shipment in enumerate(watch(shipments), start=first - 1):
        on_sheet = place % geometry.on_a_sheet
        if on_sheet == 0 and place >= geometry.on_a_sheet:
            canvas.showPage()
        x, y = _corner(geometry, on_sheet)
        _draw(canvas, geometry, shipment, (x + moved.right * mm, y - moved.down * mm))
    canvas.showPage()
    canvas.save()
    return paper.getvalue()


def _corner(geometry: Geometry, place: int) -> tuple[float, float]:
    """Return the upper left corner of a label, measured from the sheet's lower left."""
    row, column = divmod(place, geometry.columns)
    x = geometry.left + column * geometry.across
    return x, LETTER[1] - geometry.top - row * geometry.height


def _draw(
    canvas: Canvas, geometry: Geometry, shipment: Shipment, corner: tuple[float, float]
) -> None:
    x, y = corner
    room = geometry.height - 2 * _PADDING
    if geometry.has_code:
        barcode = code128(shipment.number, height=0.35 * inch)
        barcode.drawOn(canvas, x, y - geometry.height + _PADDING)
        canvas.setFont(REGULAR, 8)
        canvas.drawString(x + barcode.width, y - geometry.height + _PADDING, shipment.number)
        room -= 0.45 * inch
    width = geometry.width - 2 * _PADDING
    rows, size = fit(address_lines(shipment.order.recipient), width, room, geometry.largest)
    canvas.setFont(REGULAR, size)
    for number, row in enumerate(rows):
        canvas.drawString(x + _PADDING, y - _PADDING - size - number * size * _LEADING, row)


def fit(
    rows: Iterable[str], width: float, height: float, largest: float
) -> tuple[list[str], float]:
    """Return the rows as they fit a label, and the size of their type. No word is ever left out.

    Type gets smaller first; at the smallest size a long row is broken into several.
    """
    whole = list(rows)
    size = largest
    while size > _SMALLEST:
        widest = max((stringWidth(row, REGULAR, size) for row in whole), default=0)
        if widest <= width and len(whole) * size * _LEADING <= height:
            return whole, size
        size -= 0.5
    return [part for row in whole for part in _broken(row, width, size)], size


def _broken(row: str, width: float, size: float) -> list[str]:
    """Return a row as rows that are narrow enough, broken at spaces or else anywhere."""
    parts, rest = [], row
    while stringWidth(rest, REGULAR, size) > width:
        end = len(rest)
        while end > 1 and stringWidth(rest[:end], REGULAR, size) > width:
            end -= 1
        at_space = rest.rfind(" ", 1, end + 1)
        end = at_space if at_space > 0 else end
        parts.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return [*parts, rest] if rest else parts
