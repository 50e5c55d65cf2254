"""A list that its address filters, sorts, pages and exports: shown on orders, parcels and stock."""

import csv
import re
from datetime import UTC, datetime
from html import unescape
from io import BytesIO, StringIO

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from library.lists import counting
from library.lists.counting import count_of
from library.orders.models import Agency, Order
from tests.factories.fulfillment import make_clerk, make_order, make_shipment
from tests.factories.inventory import make_stock

pytestmark = pytest.mark.django_db
ORDERS = "/admin/order/"
SHIPMENTS = "/admin/fulfillment/shipments/"
QUEUE = "/admin/fulfillment/"


@pytest.fixture
def browser(client: Client) -> Client:
    client.force_login(make_clerk())
    return client


@pytest.fixture
def three(db: None) -> list[Order]:
    """Three orders placed on three days by Cedar, Alder and Bay, in this order."""
    item = make_stock(on_hand=50)
    orders = [
        make_order({item.resource_id: copies}, agency=f"{name} Police", state=state)
        for name, state, copies in (("Cedar", "VA", 3), ("Alder", "TX", 1), ("Bay", "VA", 2))
    ]
    for day, order in enumerate(orders, start=1):
        Order.objects.filter(pk=order.pk).update(placed_at=datetime(2026, 3, day, 12, tzinfo=UTC))
    return orders


def table(client: Client, address: str) -> list[list[str]]:
    """Return the cells of the table on a page."""
    answer = client.get(address)
    assert answer.status_code == 200
    rows = BeautifulSoup(answer.content, "html.parser").select("table.staff-list tbody tr")
    return [[cell.get_text(strip=True) for cell in row.select("td[data-label]")] for row in rows]


def csv_rows(client: Client, address: str) -> list[list[str]]:
    answer = client.get(address)
    assert answer.streaming
    return list(csv.reader(StringIO(b"".join(answer).decode())))


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Bay", "Alder", "Cedar"]),
        ("sort=placed", ["Cedar", "Alder", "Bay"]),
        ("sort=agency", ["Alder", "Bay", "Cedar"]),
        ("sort=-agency", ["Cedar", "Bay", "Alder"]),
        ("sort=ship_to&ship_to=VA", ["Cedar", "Bay"]),
        ("sort=nonsense", ["Bay", "Alder", "Cedar"]),
        ("q=alder", ["Alder"]),
        ("placed_from=2026-03-02", ["Bay", "Alder"]),
        ("placed_from=2026-03-02&placed_to=2026-03-02", ["Alder"]),
        ("state=placed", ["Bay", "Alder", "Cedar"]),
        ("state=approved", []),
        ("state=lost&placed_from=soon", ["Bay", "Alder", "Cedar"]),
        ("agency_type=tribal", []),
    ],
)
def test_the_address_filters_and_sorts_orders(
    browser: Client, three: list[Order], query: str, names: list[str]
) -> None:
    assert [row[1].split()[0] for row in table(browser, f"{ORDERS}?{query}")] == names


def test_an_order_is_found_by_its_number_or_the_beginning_of_it(
    browser: Client, three: list[Order]
) -> None:
    Order.objects.filter(pk=three[0].pk).update(reference="R-7K2M9QXD")
    for text in ("R-7K2M9QXD", "r-7k2m", "7k2m9qxd"):
        assert [row[0] for row in table(browser, f"{ORDERS}?q={text}")] == ["R-7K2M9QXD"]
    assert table(browser, f"{ORDERS}?q=R-7K2M9QXE") == []


def test_a_value_that_makes_no_sense_is_told(browser: Client, three: list[Order]) -> None:
    page = unescape(browser.get(f"{ORDERS}?placed_from=soon").content.decode())
    assert "Enter a valid date." in page
    assert 'value="soon"' in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", True),
        ("state=allocated", True),
        ("state=shipped", False),
        ("q={number}", True),
        ("q={reference}", True),
        ("q=S-ZZZZ", False),
        ("q=9400100000000000000000", False),
        ("q=cedar", True),
        ("q=nobody", False),
        ("ship_to=VA&sort=-ship_to", True),
        ("shipped_from=2020-01-01", False),
    ],
)
def test_the_address_filters_parcels(browser: Client, query: str, *, found: bool) -> None:
    parcel = make_shipment({make_stock(on_hand=5).resource_id: 2}, agency="Cedar Police")
    asked = query.format(number=parcel.number, reference=parcel.order.reference)
    rows = table(browser, f"{SHIPMENTS}?{asked}")
    assert [row[0] for row in rows] == ([parcel.number] if found else [])


@pytest.mark.parametrize("query", ["sort=agency", "sort=agency&ship_to=VA"])
def test_an_export_holds_what_is_shown(browser: Client, three: list[Order], query: str) -> None:
    shown = table(browser, f"{ORDERS}?{query}")
    header, *rows = csv_rows(browser, f"{ORDERS}?{query}&export=csv")
    assert header[:2] == ["Order", "Agency"]
    assert [row[:7] for row in rows] == [row[:7] for row in shown]
    answer = browser.get(f"{ORDERS}?{query}&export=xlsx")
    sheet = load_workbook(BytesIO(b"".join(answer))).active
    assert sheet is not None
    cells = [[str(cell) for cell in row[:7]] for row in sheet.iter_rows(values_only=True)]
    assert cells == [header[:7], *(row[:7] for row in rows)]
    assert "no-store" in answer.headers["Cache-Control"]


def test_an_export_of_the_queue_is_of_its_stage(browser: Client, three: list[Order]) -> None:
    _, *rows = csv_rows(browser, f"{QUEUE}?stage=approve&state=TX&export=csv")
    assert [row[:5] for row in rows] == [[three[1].reference, "Alder Police", "TX", "1", "1"]]
    assert len(csv_rows(browser, f"{QUEUE}?stage=ship&export=csv")) == 1


def test_no_cell_of_an_export_is_a_formula(browser: Client, three: list[Order]) -> None:
    Agency.objects.filter(pk=three[0].agency_id).update(name="=HYPERLINK(1)")
    agencies = [row[1] for row in csv_rows(browser, f"{ORDERS}?export=csv")]
    assert "'=HYPERLINK(1)" in agencies
    book = load_workbook(BytesIO(b"".join(browser.get(f"{ORDERS}?export=xlsx"))))
    sheet = book.active
    assert sheet is not None
    types = {cell.data_type for row in sheet.iter_rows() for cell in row}
    assert "f" not in types


def test_an_export_asks_the_database_the_same_for_one_row_and_for_many(
    browser: Client, three: list[Order]
) -> None:
    def statements(query: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            csv_rows(browser, f"{ORDERS}?{query}&export=csv")
        return len(captured)

    assert statements("ship_to=TX") == statements("")


def test_counting_stops_and_says_so(
    browser: Client, three: list[Order], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert str(count_of(Order.objects.all(), most=3)) == "3"
    assert str(count_of(Order.objects.all(), most=2)) == "more than 2"
    monkeypatch.setattr(counting.count_of, "__kwdefaults__", {"most": 2})
    page = browser.get(ORDERS).content.decode()
    assert "<strong>more than 2</strong> orders." in page
    assert "Counting stops there" in page


@pytest.mark.parametrize(
    "address", [ORDERS, f"{ORDERS}?sort=agency", SHIPMENTS, f"{SHIPMENTS}?q=police"]
)
def test_a_list_costs_the_same_whatever_its_length(browser: Client, address: str) -> None:
    item = make_stock(on_hand=500)

    def statements() -> int:
        browser.get(address)
        with CaptureQueriesContext(connection) as captured:
            browser.get(address)
        return len(captured)

    make_shipment({item.resource_id: 1})
    one = statements()
    for _ in range(15):
        make_shipment({item.resource_id: 1})
    assert statements() == one <= 12


def test_a_heading_says_how_it_sorts_and_turns_it_round(
    browser: Client, three: list[Order]
) -> None:
    soup = BeautifulSoup(browser.get(f"{ORDERS}?q=police").content, "html.parser")
    (head,) = soup.select("th[aria-sort]")
    assert (head["aria-sort"], head.get_text(strip=True)) == ("descending", "Placed▼")
    link = head.select_one("a")
    assert link is not None
    assert link["href"] == "?q=police&sort=placed"


def test_the_keys_of_a_list_stand_in_the_dialog(browser: Client, three: list[Order]) -> None:
    page = browser.get(ORDERS).content.decode()
    _, ours = page.split('id="keyboard-shortcut-group-list" hidden')
    ours, theirs = ours.split("</tbody>", 1)
    assert re.findall("<kbd>(.)</kbd>", ours) == ["j", "k", "o", "x", "a", "f", "n", "p"]
    assert "Toggle sidebar" in theirs  # Wagtail's own are there too


def test_who_may_not_see_orders_sees_no_list(client: Client) -> None:
    client.force_login(User.objects.create_user("nobody"))
    for address in (ORDERS, SHIPMENTS, f"{ORDERS}?export=csv"):
        assert client.get(address).status_code == 302
