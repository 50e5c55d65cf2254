"""The sheet on which a clerk enters what was found."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from library.fulfillment.models import CycleCount
from library.inventory.models import StockItem
from tests.factories.fulfillment import make_clerk, make_editor, make_shipment
from tests.factories.inventory import make_stock

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(client: Client) -> Client:
    client.force_login(make_clerk())
    return client


def text(answer: object) -> str:
    return " ".join(unescape(answer.content.decode()).split())  # type: ignore[attr-defined]


def make_sheet(clerk: Client) -> str:
    clerk.post(reverse("fulfillment:counts"), {"bins": "", "tolerance": "0"})
    return reverse("fulfillment:count", args=(CycleCount.objects.latest("pk").number,))


def enter(clerk: Client, address: str, item: StockItem, counted: int, **more: str) -> str:
    page = text(clerk.get(address))
    begun = re.search(r'name="begun_at" value="([^"]+)"', page)
    assert begun is not None
    line = CycleCount.objects.latest("pk").lines.get(item=item)
    data = {"begun_at": begun.group(1), f"line-{line.pk}-counted": str(counted)}
    data |= {f"line-{line.pk}-{name}": value for name, value in more.items()}
    return text(clerk.post(address, data, follow=True))


def test_the_shelves_are_told_before_the_sheet_is_made(clerk: Client) -> None:
    make_stock(bin_location="B-1")
    make_stock(bin_location="C-1")
    page = text(clerk.get(reverse("fulfillment:counts"), {"bins": "B", "tolerance": "2"}))
    assert "1 shelves would be on the sheet." in page
    assert not CycleCount.objects.exists()
    data = {"bins": "Z", "tolerance": "2"}
    assert "No shelf fits" in text(clerk.post(reverse("fulfillment:counts"), data))


def test_a_sheet_is_blind_until_a_shelf_is_done(clerk: Client) -> None:
    item = make_stock(on_hand=4711, bin_location="B-1")
    address = make_sheet(clerk)
    assert "4711" not in text(clerk.get(address)).replace("4,711", "4711")
    page = enter(clerk, address, item, 4700)
    assert "Count again." in page
    assert "4711" not in page.replace("4,711", "4711")
    page = enter(clerk, address, item, 4709)
    assert "<td>4,711</td> <td>-2</td>" in page
    item.refresh_from_db()
    assert item.on_hand == 4709


def test_what_is_left_empty_stays_to_be_counted(clerk: Client) -> None:
    one, other = make_stock(on_hand=3), make_stock(on_hand=3)
    address = make_sheet(clerk)
    page = enter(clerk, address, one, 3)
    assert "1 shelves were entered." in page
    assert str(other.resource.product_number) in page
    page = text(clerk.post(address, {"close": "yes"}, follow=True))
    assert "is closed." in page


def test_too_few_says_which_parcel_to_cancel_and_keeps_what_was_typed(clerk: Client) -> None:
    item = make_stock(on_hand=10)
    parcel = make_shipment({item.resource_id: 8})
    address = make_sheet(clerk)
    enter(clerk, address, item, 5, all_in_bin="on")
    page = enter(clerk, address, item, 5, all_in_bin="on")
    assert f"More copies than these are promised to {parcel.number}." in page
    assert 'value="5"' in page
    item.refresh_from_db()
    assert item.on_hand == 10


def test_nobody_else_may(client: Client) -> None:
    make_stock(on_hand=3)
    client.force_login(make_editor())
    for address in (reverse("fulfillment:counts"), reverse("fulfillment:count", args=("C-1",))):
        assert client.get(address).status_code == 302
        assert client.post(address).status_code == 302
    assert not CycleCount.objects.exists()
