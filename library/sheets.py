"""Lists as CSV and XLSX that no spreadsheet takes for formulas: every export is written here."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain
from tempfile import TemporaryFile
from typing import IO
from weakref import finalize

from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from wagtail.admin.views.mixins import SpreadsheetExportMixin

type Cell = str | int | float | Decimal | date | datetime | None

_CSV = "text/csv; charset=utf-8"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# What starts a formula, the full-width forms too: at the beginning of a cell, and wherever a
# program that splits at semicolons or tabs, or loses the quotes, would begin another cell.
_FORMULA = re.compile(
    "(?P<start>^|[;\t\r\n])(?P<blank>[ \xa0\u3000\"']*)(?=[-=+@\t\r\uff0d\uff1d\uff0b\uff20])"
)
# No program that reads a workbook takes these.
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NOT_IN_A_TITLE = re.compile(r"[\[\]:*?/\\]")
_LONGEST_TITLE = 31  # of a sheet


def safe_cell(cell: Cell) -> Cell:
    """Return a cell for a CSV file: an apostrophe goes before whatever would start a formula.

    A text also loses its control characters. Numbers stay numbers; a moment is told in local time.
    A workbook needs no apostrophes: its cells say that they are texts.
    """
    if isinstance(cell, str):
        return _FORMULA.sub(r"\g<start>'\g<blank>", _UNREADABLE.sub("", cell))
    if isinstance(cell, datetime):
        return _local(cell).isoformat(sep=" ", timespec="seconds")
    return cell


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """Yield the lines of a CSV file. Texts stand in quotes."""
    writer = csv.writer(_Echo(), quoting=csv.QUOTE_NONNUMERIC)
    for row in chain([header], rows):
        yield writer.writerow([safe_cell(cell) for cell in row])


def write_xlsx(
    file: IO[bytes], title: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> None:
    """Write a workbook of one sheet, row by row. Its texts are texts, whatever they begin with."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_NOT_IN_A_TITLE.sub(" ", title)[:_LONGEST_TITLE])
    for row in chain([header], rows):
        sheet.append([_typed(sheet, cell) for cell in row])
    book.save(file)


def as_csv(
    name: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> StreamingHttpResponse:
    """Return a CSV file to keep, sent while its rows are read."""
    return StreamingHttpResponse(
        csv_lines(header, rows), content_type=_CSV, headers=_kept(f"{name}.csv")
    )


def as_xlsx(name: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> FileResponse:
    """Return a workbook to keep. It is written to a file that is gone once it was sent.

    Neither its rows nor the workbook are ever in memory together: a row is a few kilobytes, of
    100,000 as of ten.
    """
    file = TemporaryFile()  # noqa: SIM115 - the answer closes it
    try:
        write_xlsx(file, name, header, rows)
        file.seek(0)
    except BaseException:
        file.close()
        raise
    answer = FileResponse(file, content_type=_XLSX, headers=_kept(f"{name}.xlsx"))
    finalize(answer, file.close)  # also where nobody reads it
    return answer


class SafeExportMixin(SpreadsheetExportMixin):
    """For lists of Wagtail's that name a `list_export`: put it before their view's class."""

    def preprocess_field_value(self, field: str, value: object, export_format: str) -> Cell:
        """Return a cell that is no formula."""
        cell: Cell = super().preprocess_field_value(field, value, export_format)
        if export_format == self.FORMAT_CSV:
            return safe_cell(cell)
        return _UNREADABLE.sub("", cell) if isinstance(cell, str) else cell


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _typed(sheet: WriteOnlyWorksheet, cell: Cell) -> WriteOnlyCell:
    if isinstance(cell, datetime):
        return WriteOnlyCell(sheet, _local(cell))
    if not isinstance(cell, str):
        return WriteOnlyCell(sheet, cell)
    typed = WriteOnlyCell(sheet, _UNREADABLE.sub("", cell))
    typed.data_type = "s"
    return typed


def _local(moment: datetime) -> datetime:
    """Return a moment as the clock on the wall shows it: a workbook knows no time zones."""
    return timezone.make_naive(moment) if timezone.is_aware(moment) else moment


def _kept(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}
