"""A directory of agencies from a file: its lines, and the FBI's whole list."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from library.orders.directory import agency_meant_by
from library.orders.importing import UnreadableDirectory, import_agencies
from library.orders.models import Agency
from tests.factories.agencies import make_agency

pytestmark = pytest.mark.django_db

FILE = """ori,name,agency_type,city,state
VA0290100,Fairfax County Police Department,municipal,Fairfax,VA
NB0280200,Omaha Police Department,City,,
va0290000,Fairfax County Sheriff's Office,County,Fairfax,VA
PA0010100,Jackson Township Police Department,City,,PA
PA0020100,Jackson Township Police Department,City,,PA
VA029,Short,City,,VA
ZZ0010100,Nowhere,City,,
VA0290300,,City,,VA
VA0290100,Again,City,,VA
"""


def lines(text: str = FILE) -> StringIO:
    return StringIO(text)


def test_each_line_becomes_an_agency_or_is_refused_with_a_reason() -> None:
    report = import_agencies(lines())
    assert (report.created, report.known, report.adopted) == (5, 0, 0)
    assert [line for line, _ in report.refused] == [7, 8, 9, 10]
    rows = {row.ori: row for row in Agency.objects.all()}
    assert (rows["NB0280200"].state, rows["NB0280200"].agency_type) == ("NE", "municipal")
    assert rows["VA0290000"].agency_type == "sheriff"
    assert rows["PA0010100"].name == "Jackson Township Police Department (PA0010100)"
    assert all(row.is_listed for row in rows.values())
    assert agency_meant_by(name=rows["PA0020100"].name, state="PA") == rows["PA0020100"]


def test_what_is_there_stays_and_what_orders_brought_gets_its_ori() -> None:
    kept = make_agency("Fairfax Police", ori="VA0290100")
    brought = Agency.objects.create(name="Omaha PD", state="NE")
    report = import_agencies(lines())
    assert (report.created, report.known, report.adopted) == (3, 1, 1)
    kept.refresh_from_db()
    brought.refresh_from_db()
    assert kept.name == "Fairfax Police"
    assert (brought.ori, brought.is_listed) == ("NB0280200", True)
    again = import_agencies(lines())
    assert (again.created, again.known, again.adopted) == (0, 5, 0)


def test_a_dry_run_says_the_same_and_writes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "agencies.csv"
    file.write_text(FILE)
    said, refused = StringIO(), StringIO()
    call_command("import_agencies", file, "--dry-run", stdout=said, stderr=refused)
    assert "Would be added: 5 agencies" in said.getvalue()
    assert "Line 7: “VA029” is not an ORI" in refused.getvalue()
    assert not Agency.objects.exists()


def test_a_file_without_the_columns_is_no_directory(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDirectory):
        import_agencies(lines("name\nSpringfield\n"))
    with pytest.raises(CommandError, match=r"gone\.csv"):
        call_command("import_agencies", tmp_path / "gone.csv")


def test_the_whole_list_of_the_fbi(shared_data: Path) -> None:
    with (shared_data / "lists" / "agencies.csv").open(encoding="utf-8") as file:
        report = import_agencies(file)
    assert report.created > 23_100
    assert report.created + len(report.refused) == 23_159
    boston = Agency.objects.get(ori="MA0130100")
    assert agency_meant_by(name="City of Boston Police Dept.", state="MA") == boston
    assert agency_meant_by(name="Bolton PD", state="MA") != boston
