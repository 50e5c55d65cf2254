"""No cell of an export is a formula, and none loses what it says."""

import csv
import json
import re
import tracemalloc
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from library.orders.models import Agency
from library.sheets import Cell, as_csv, as_xlsx, csv_lines, safe_cell, write_xlsx
from tests.factories.orders import make_placed_order

FORMULA = tuple("=+-@\t\r＝＋－＠")  # noqa: RUF001 - the full-width forms
ATTACKS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "\xa0=1",
    '"=1',
    "'=1",
    "＝1+1",  # noqa: RUF001
    "＋1",  # noqa: RUF001
    "－1",  # noqa: RUF001
    "＠A1",  # noqa: RUF001
    "Smith;=HYPERLINK(1)",
    "Smith;\t=1",
    'Smith"; =1',
    "First line\n=cmd|' /C calc'!A0",
    "First line\r\n@x",
    "+1 703-555-0123",
    "-- no name --",
    "\x00=1",
    "\x0b=1",
]
# What people write, and must find again letter by letter.
HONEST = [
    "",
    "Rosalind Quintanilla",
    "Zoë Łukasiewicz",
    "O\N{RIGHT SINGLE QUOTATION MARK}Brien, Seán",
    "1400 Quarterdeck Lane",
    "PSC 1234 BOX 5678",
    "URB LAS GLADIOLAS, 150 CALLE A",
    "SPRINGFIELD, VA 22150-0001",
    "a+b@agency.example",
    "2026-11-26",
    "3 = 2 + 1",
    "Line one\nLine two",
    "Sheriff's Office; Records",
]


def corpus(shared_data: Path) -> list[str]:
    """Cells that others found dangerous."""
    folder = shared_data / "hostile"
    lines = (folder / "csv" / "csv-payload.txt").read_text().splitlines()
    for name in ("patt-csv-injection.md", "payloadbox-README.md"):
        lines += re.findall(r"^\s*([=+\-@].+)$", (folder / "csv" / name).read_text(), re.MULTILINE)
    strings: list[str] = json.loads((folder / "strings" / "blns.json").read_text())
    return [*lines, *strings]


def reparsed(cells: list[str]) -> list[str]:
    text = "".join(csv_lines(["Cell"], [[cell] for cell in cells]))
    return [row[0] for row in csv.reader(StringIO(text, newline=""))][1:]


def is_formula(fragment: str) -> bool:
    return fragment.strip(" \xa0\u3000\"'").startswith(FORMULA) and not fragment.startswith("'")


def fragments(cell: str) -> list[str]:
    """The cells that a program sees which splits at semicolons, tabs or line ends."""
    return re.split("[;\t\r\n]", cell)


@pytest.mark.parametrize("cell", ATTACKS)
def test_what_starts_a_formula_gets_an_apostrophe(cell: str) -> None:
    (safe,) = reparsed([cell])
    assert "'" in safe
    assert [part for part in [safe, *fragments(safe)] if is_formula(part)] == []
    unguarded = safe.replace("'", "")
    assert unguarded == re.sub("[\x00\x0b']", "", cell)


@pytest.mark.parametrize("cell", HONEST)
def test_everything_else_stays_as_it_is(cell: str) -> None:
    assert reparsed([cell]) == [cell]


def test_no_cell_of_the_hostile_corpus_is_a_formula(shared_data: Path) -> None:
    cells = corpus(shared_data)
    assert len(cells) > 400
    safe = reparsed(cells)
    assert len(safe) == len(cells)
    assert [cell for cell in safe for part in [cell, *fragments(cell)] if is_formula(part)] == []


def test_a_workbook_keeps_every_text_as_a_text(shared_data: Path) -> None:
    cells = [cell for cell in [*ATTACKS, *HONEST, *corpus(shared_data)] if cell]
    file = BytesIO()
    write_xlsx(file, "Hostile", ["Cell"], [[cell] for cell in cells])
    assert b"<f>" not in ZipFile(file).read("xl/worksheets/sheet1.xml")
    rows = load_workbook(file).worksheets[0].iter_rows(min_row=2, max_col=1)
    found = [cell for (cell,) in rows]
    assert {cell.data_type for cell in found} <= {"s", "inlineStr"}
    readable = [re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", cell) for cell in cells]
    ends = str.maketrans({"\r": "\n"})  # XML knows one end of a line
    assert [str(cell.value or "").replace("\r\n", "\n").translate(ends) for cell in found] == [
        cell.replace("\r\n", "\n").translate(ends) for cell in readable
    ]


def test_a_long_text_of_blanks_takes_no_time() -> None:
    text = '\n;\t "' * 8_000
    assert isinstance(safe_cell(text), str)


def test_numbers_and_moments_keep_their_kind() -> None:
    noon = datetime(2026, 11, 26, 17, 0, tzinfo=UTC)
    row: list[Cell] = [-5, 1.5, Decimal("-2.50"), date(2026, 11, 26), noon, None]
    line = list(csv_lines(["x"], [row]))[1]
    assert line == '-5,1.5,-2.50,"2026-11-26","2026-11-26 12:00:00",""\r\n'
    file = BytesIO()
    write_xlsx(file, "a/b: [c]" * 9, ["x"], [row])
    sheet = load_workbook(file).worksheets[0]
    assert len(sheet.title) == 31
    assert [cell.value for cell in sheet[2]][:3] == [-5, 1.5, -2.5]
    assert sheet["E2"].value == datetime(2026, 11, 26, 12, 0)  # noqa: DTZ001 - the wall's clock


def test_a_file_has_a_name_and_a_type() -> None:
    sent = as_csv("orders", ["a"], [["b"]])
    assert sent["Content-Disposition"] == 'attachment; filename="orders.csv"'
    assert sent.getvalue() == b'"a"\r\n"b"\r\n'
    book = as_xlsx("orders", ["a"], [["b"]])
    assert book["Content-Disposition"] == 'attachment; filename="orders.xlsx"'
    assert load_workbook(BytesIO(book.getvalue())).worksheets[0]["A2"].value == "b"
    book.close()


def test_a_workbook_of_many_rows_is_never_in_memory() -> None:
    def peak(count: int) -> int:
        rows = ([f"{number * 7919 % 104729}"] * 8 for number in range(count))
        tracemalloc.start()
        as_xlsx("orders", ["a"] * 8, rows).close()
        try:
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(10)  # what is loaded once
    assert peak(5_000) < peak(500) + 50_000


@pytest.mark.django_db
@pytest.mark.parametrize("export", ["csv", "xlsx"])
def test_the_list_of_orders_goes_out_without_formulas(client: Client, export: str) -> None:
    client.force_login(User.objects.create_superuser("chief"))
    order = make_placed_order()
    Agency.objects.filter(pk=order.agency_id).update(name="=HYPERLINK(1)\x0b")
    answer = client.get(reverse("order:index"), {"export": export})
    if export == "csv":
        rows = list(csv.reader(StringIO(answer.getvalue().decode(), newline="")))
        assert rows[1][1] == "'=HYPERLINK(1)"
    else:
        cell = load_workbook(BytesIO(answer.getvalue())).worksheets[0]["B2"]
        assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")
