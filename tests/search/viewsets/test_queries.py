"""What an editor sees of the log."""

import csv
from io import BytesIO, StringIO

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from search.models import AskedQuery
from tests.search.entries import make_editor

pytestmark = pytest.mark.django_db

PAGES = [
    "/admin/search/",
    "/admin/search/queries/",
    "/admin/search/queries/about/?q=gangs",
    "/admin/search/vocabulary/",
    "/admin/search/judged/",
]


@pytest.fixture
def editing(client: Client) -> Client:
    client.force_login(make_editor())
    return client


def ask(text: str, *, total: int = 3, rank: int | None = None) -> None:
    AskedQuery.objects.create(text=text, total=total, clicked_rank=rank, engine="postgresql")


def page(client: Client, address: str) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return BeautifulSoup(answer.content.decode(), "html.parser")


def titles(tree: BeautifulSoup) -> list[str]:
    return [cell.get_text(strip=True) for cell in tree.select("main td.title")]


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize(("group", "status"), [("Moderators", 200), ("Fulfillment clerks", 302)])
def test_editors_may_and_clerks_may_not(
    client: Client, address: str, group: str, status: int
) -> None:
    user = User.objects.create_user("somebody")
    user.groups.add(Group.objects.get(name=group))
    client.force_login(user)
    assert client.get(address).status_code == status
    assert (b"/admin/search/queries/" in client.get("/admin/").content) == (status == 200)


def test_the_overview_counts_and_draws(editing: Client) -> None:
    ask("gangs", rank=2)
    ask("gangs")
    ask("zqt", total=0)
    AskedQuery.objects.create(text="", is_withheld=True, total=0, engine="postgresql")
    tree = page(editing, "/admin/search/?days=7")
    figures = [cell.get_text(" ", strip=True) for cell in tree.select(".tiles dd")]
    assert figures == ["4", "50.0% 2", "50.0% 1", "2.0", "1"]
    assert len(tree.select("svg.chart polyline")) == 3
    days = tree.select("details tbody tr")
    assert len(days) == 7
    assert [cell.get_text() for cell in days[-1].select("td")] == ["4", "2", "1"]
    assert len(page(editing, "/admin/search/?days=365").select("details tbody tr")) == 53


def test_lists_are_narrowed_by_the_address(editing: Client) -> None:
    ask("gangs", rank=1)
    ask("zqt", total=0)
    ask("burglary")
    address = "/admin/search/queries/"
    assert titles(page(editing, address)) == ["burglary", "gangs", "zqt"]
    assert titles(page(editing, f"{address}?listing=zero")) == ["zqt"]
    assert titles(page(editing, f"{address}?listing=no-click")) == ["burglary"]
    assert titles(page(editing, f"{address}?containing=Gang")) == ["gangs"]
    beyond = page(editing, f"{address}?listing=x&days=-1&p=99999")
    assert titles(beyond) == ["burglary", "gangs", "zqt"]  # the last page
    assert "3 queries" in beyond.get_text()


def test_a_long_list_has_pages(editing: Client) -> None:
    for number in range(51):
        ask(f"text {number:02}")
    tree = page(editing, "/admin/search/queries/?p=2&days=7")
    assert titles(tree) == ["text 50"]
    previous = tree.select("nav[aria-label=Pages] a")[0]
    assert previous["href"] == "?p=1&days=7"


def test_a_list_is_taken_away(editing: Client) -> None:
    ask("gangs", rank=2)
    ask("zqt", total=0)
    answer = editing.get("/admin/search/queries/?listing=zero&export=csv")
    assert answer["Content-Disposition"] == 'attachment; filename="queries-zero.csv"'
    rows = list(csv.reader(StringIO(answer.getvalue().decode())))
    assert [row[0] for row in rows] == ["Query", "zqt"]
    book = load_workbook(BytesIO(editing.get("/admin/search/queries/?export=xlsx").getvalue()))
    assert [[*row] for row in book.worksheets[0].values][1:] == [
        ["gangs", 1, 0, 0, 2],
        ["zqt", 1, 1, 0, None],
    ]


def test_a_query_leads_to_what_can_be_done(editing: Client) -> None:
    ask("zqt", total=0)
    tree = page(editing, "/admin/search/queries/about/?q=ZQT")
    links = {a.get_text(strip=True): a["href"] for a in tree.select("main section a.button")}
    assert links["Add a synonym"] == "/admin/search/vocabulary/add/synonym/?q=ZQT"
    assert links["Add an alias"] == "/admin/search/vocabulary/add/alias/?q=ZQT"
    assert links["Add a promotion"] == "/admin/search/vocabulary/add/promotion/?q=ZQT"
    assert links["Judge it"] == "/admin/search/judged/new/?q=ZQT"
    assert tree.select(".tiles dd")[0].get_text() == "1"
    for odd in ("", "%00", "x" * 500, "%22%27%3Cscript%3E"):
        assert editing.get(f"/admin/search/queries/about/?q={odd}").status_code == 200


def test_pages_cost_a_fixed_number_of_statements(editing: Client) -> None:
    spent = []
    for texts in (["a"], [f"text {n}" for n in range(30)]):
        for text in texts:
            ask(text)
        editing.get("/admin/search/")
        with CaptureQueriesContext(connection) as queries:
            editing.get("/admin/search/")
        spent.append(len(queries))
    assert spent[0] == spent[1]
