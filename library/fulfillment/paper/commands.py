"""The sheet of control barcodes that hangs at the packing table."""

from reportlab.lib.units import inch
from reportlab.platypus import Flowable, Spacer, Table, TableStyle

from library.fulfillment.codes import COUNTS, Command, count_code
from library.fulfillment.paper.drawing import WIDTH, code128, text
from library.fulfillment.paper.sheets import Sheets

_COLUMNS = 2


def command_sheet() -> bytes:
    """Return the control barcodes as a PDF: commands, carriers, and counts."""
    sheets = Sheets("Control barcodes for packing")
    story: list[Flowable] = [
        text("Control barcodes for packing", size=20, bold=True),
        text("Scan one instead of pressing a key. A count holds for the next scan only."),
        Spacer(0, 0.2 * inch),
        _grid([(command.label, command.value) for command in Command]),
        Spacer(0, 0.1 * inch),
        text("The next scan counts", size=14, bold=True),
        Spacer(0, 0.1 * inch),
        _grid([(f"{copies} copies", count_code(copies)) for copies in COUNTS]),
    ]
    sheets.add(story, foot="Hang it where every packer can reach it.")
    return sheets.finished()


def _grid(codes: list[tuple[str, str]]) -> Table:
    cells = [
        [text(label, size=11, bold=True), Spacer(0, 0.05 * inch), code128(code)]
        for label, code in codes
    ]
    rows = [cells[start : start + _COLUMNS] for start in range(0, len(cells), _COLUMNS)]
    rows[-1] += [[]] * (_COLUMNS - len(rows[-1]))
    table = Table(rows, colWidths=[WIDTH / _COLUMNS] * _COLUMNS)
    table.setStyle(
        TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("BOTTOMPADDING", (0, 0), (-1, -1), 14)])
    )
    return table
