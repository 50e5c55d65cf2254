"""The shelf in the admin: lists, entries in the ledger, and who may make them."""

import re
from html import unescape
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from library.inventory import ledger
from library.inventory.models import Movement, StockItem
from tests.factories.fulfillment import make_clerk, make_editor
from tests.factories.inventory import make_stock, make_title

pytestmark = pytest.mark.django_db
LIST = "/admin/stock/"


@pytest.fixture
def clerk() -> User:
    return make_clerk()


@pytest.fixture
def browser_of_clerk(client: Client, clerk: User) -> Client:
    client.force_login(clerk)
    return client


def see(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(unescape(answer.content.decode()).split())


def press(client: Client, address: str, **data: str) -> str:
    """Send a form, with a key of its own where the test names none."""
    data = {"key": str(uuid4()), **data}
    answer = client.post(address, data, follow=True)
    assert answer.status_code == 200
    return " ".join(unescape(answer.content.decode()).split())


def test_the_list_is_narrowed_by_the_address(browser_of_clerk: Client) -> None:
    full, empty = make_stock(on_hand=40, bin_location="A-01"), make_stock(bin_location="B-01")
    page = see(browser_of_clerk, LIST)
    assert f">{full.resource.product_number}</a>" in page
    for label, copies in (("On hand", 40), ("Allocated", 0), ("Available", 40)):
        assert f'<td data-label="{label}"> {copies} </td>' in page
    for query in ("level=in", "bin=a", f"q={full.resource.product_number}"):
        page = see(browser_of_clerk, f"{LIST}?{query}")
        assert f">{full.resource.product_number}</a>" in page
        assert f">{empty.resource.product_number}</a>" not in page
    assert "No stock item fits." in see(browser_of_clerk, LIST + "?q=zzz")
    assert full.resource.title in see(browser_of_clerk, LIST + "?level=nonsense&p=x")


@pytest.mark.parametrize(
    ("verb", "quantity", "left"),
    [
        ("receive", 5, 15),
        ("count", 7, 7),
        ("hand-out", 4, 6),
        ("return", 1, 11),
        ("write-off", 2, 8),
    ],
)
def test_an_entry_moves_the_balance(client: Client, verb: str, quantity: int, left: int) -> None:
    item, clerk = make_stock(on_hand=10), make_clerk()
    client.force_login(clerk)
    address = f"{LIST}{item.pk}/{verb}/"
    assert 'name="document"' in see(client, address)
    page = press(client, address, quantity=str(quantity), document="PO-17", reason="reprint")
    item.refresh_from_db()
    assert item.on_hand == left
    movement = Movement.objects.order_by("pk").last()
    assert movement is not None
    assert (movement.recorded_by, movement.document, movement.reason) == (clerk, "PO-17", "reprint")
    assert f"<td>{left - 10:+d}</td> <td>PO-17</td> <td>reprint</td> <td>clerk</td>" in page


@pytest.mark.parametrize("verb", ["receive", "count", "hand-out", "return", "write-off"])
def test_an_entry_sent_twice_counts_once(browser_of_clerk: Client, verb: str) -> None:
    item = make_stock(on_hand=10)
    address = f"{LIST}{item.pk}/{verb}/"
    typed = {"quantity": "4", "document": "DN-7"}
    (key,) = re.findall(r'name="key" value="([^"]+)"', see(browser_of_clerk, address))
    press(browser_of_clerk, address, **typed, key=key)
    item.refresh_from_db()
    left = item.on_hand
    assert "This was entered before" in press(browser_of_clerk, address, **typed, key=key)
    item.refresh_from_db()
    assert item.on_hand == left != 10
    press(browser_of_clerk, address, **{**typed, "quantity": "1"})
    item.refresh_from_db()
    assert item.on_hand != left


def test_a_form_without_its_key_is_refused(browser_of_clerk: Client) -> None:
    item = make_stock(on_hand=10)
    address = f"{LIST}{item.pk}/receive/"
    page = press(browser_of_clerk, address, quantity="4", document="DN-7", key="")
    assert "Open this form again" in page
    assert Movement.objects.count() == 1


def test_a_count_that_agrees_says_so(browser_of_clerk: Client) -> None:
    item = make_stock(on_hand=10)
    page = press(browser_of_clerk, f"{LIST}{item.pk}/count/", quantity="10", document="sheet 1")
    assert "The count agrees with the shelf." in page


@pytest.mark.parametrize(
    ("verb", "data", "answer"),
    [
        ("receive", {"quantity": "5", "document": " "}, "This field is required."),
        ("receive", {"quantity": "0", "document": "PO"}, "greater than or equal to 1"),
        ("receive", {"quantity": "1000001", "document": "PO"}, "less than or equal to 1000000"),
        ("hand-out", {"quantity": "8", "document": "event"}, "8 copies are needed and 7 can"),
        ("count", {"quantity": "2", "document": "sheet"}, "3 copies are needed and 2 can"),
        ("count", {"quantity": "-1", "document": "sheet"}, "greater than or equal to 0"),
    ],
)
def test_a_wrong_entry_moves_nothing_and_keeps_what_was_typed(
    browser_of_clerk: Client, verb: str, data: dict[str, str], answer: str
) -> None:
    item = make_stock(on_hand=10)
    ledger.allocate(wanted={item.resource_id: 3})
    page = press(browser_of_clerk, f"{LIST}{item.pk}/{verb}/", **data)
    assert answer in page
    assert f'value="{data["quantity"]}"' in page
    assert Movement.objects.count() == 1


def test_a_shelf_is_opened_for_a_title(browser_of_clerk: Client) -> None:
    title = make_title(product_number="COPS-T55")
    assert "No resource has the product number COPS-X" in press(
        browser_of_clerk, LIST + "new/", product_number="COPS-X"
    )
    page = press(browser_of_clerk, LIST + "new/", product_number="cops-t55", bin_location="D-02")
    assert "COPS-T55 has a place on the shelf." in page
    assert StockItem.objects.get(resource=title).bin_location == "D-02"


def test_bin_buffer_and_reorder_point_are_edited_but_no_quantity(browser_of_clerk: Client) -> None:
    item = make_stock(on_hand=10)
    address = f"{LIST}{item.pk}/edit/"
    form = see(browser_of_clerk, address)
    assert 'name="buffer"' in form
    assert "on_hand" not in form
    data = {"bin_location": "Z-9", "buffer": "2", "reorder_point": "30", "on_hand": "999"}
    page = press(browser_of_clerk, address, **data)
    assert "Moved from A-01 to Z-9" in page
    item.refresh_from_db()
    assert (item.bin_location, item.buffer, item.on_hand) == ("Z-9", 2, 10)
    assert item.reorder_point == 30
    assert "This field is required." in press(browser_of_clerk, address, bin_location="Z-9")


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


def test_lists_cost_the_same_whatever_their_length(browser_of_clerk: Client) -> None:
    item = make_stock(on_hand=1)
    shelf = f"{LIST}{item.pk}/"
    of_list, of_shelf = queries(browser_of_clerk, LIST), queries(browser_of_clerk, shelf)
    for _ in range(20):
        make_stock(on_hand=1)
        ledger.receive(resource_id=item.resource_id, quantity=1, document="PO")
    assert queries(browser_of_clerk, LIST) == of_list <= 15
    assert queries(browser_of_clerk, shelf) == of_shelf <= 15


def test_movements_are_paged_the_newest_first(browser_of_clerk: Client) -> None:
    item = make_stock()
    for number in range(51):
        ledger.receive(resource_id=item.resource_id, quantity=1, document=f"PO-{number:03}")
    shelf = f"{LIST}{item.pk}/"
    page = see(browser_of_clerk, shelf)
    assert page.index("PO-050") < page.index("PO-001")
    assert "PO-000" not in page
    assert "PO-000" in see(browser_of_clerk, shelf + "?p=2")


def test_an_unknown_shelf_or_verb_is_not_found(browser_of_clerk: Client) -> None:
    item = make_stock()
    for address in ("99999/", "99999/edit/", "99999/receive/", f"{item.pk}/steal/"):
        assert browser_of_clerk.get(LIST + address).status_code == 404


@pytest.mark.parametrize("role", ["editor", "anonymous"])
@pytest.mark.parametrize("page", ["", "new/", "{pk}/", "{pk}/edit/", "{pk}/receive/"])
def test_nobody_else_may(client: Client, role: str, page: str) -> None:
    address = LIST + page.format(pk=make_stock(on_hand=1).pk)
    if role == "editor":
        client.force_login(make_editor())
    for send in (client.get, client.post):
        answer = send(address, {"quantity": "5", "document": "PO"})
        assert answer.status_code == 302
        expected = "/admin/" if role == "editor" else "/admin/login/"
        assert answer.headers["Location"].split("?")[0] == expected
    assert Movement.objects.count() == 1
