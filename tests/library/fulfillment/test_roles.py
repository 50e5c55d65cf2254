"""Who may do what in the warehouse: the clerk everything, nobody else anything."""

from html import unescape

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from library.fulfillment.states import ShipmentState
from tests.factories.fulfillment import make_clerk, make_editor, make_order, make_shipment
from tests.factories.inventory import make_stock

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> User:
    return make_clerk()


def see(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(unescape(answer.content.decode()).split())


PAGES = ["", "allocate/", "approve/", "hold/", "decline/", "pick/", "ship/", "cancel/", "slip"]


@pytest.mark.parametrize("role", ["editor", "anonymous"])
@pytest.mark.parametrize("page", PAGES)
def test_nobody_else_may(client: Client, role: str, page: str) -> None:
    shipment = make_shipment({make_stock(on_hand=9).resource_id: 1})
    home = reverse("fulfillment:order", args=(shipment.order.reference,))
    at_shipment = f"{home}shipments/{shipment.number}/"
    address = {
        "": home,
        "allocate/": home + page,
        "approve/": home + page,
        "hold/": home + page,
        "decline/": home + page,
        "slip": at_shipment + "packing-slip.pdf",
    }.get(page, at_shipment + page)
    if role == "editor":
        client.force_login(make_editor())
    send = client.get if page in {"", "slip"} else client.post
    answer = send(address)
    assert answer.status_code == 302
    expected = "/admin/" if role == "editor" else "/admin/login/"
    assert answer.headers["Location"].split("?")[0] == expected
    shipment.refresh_from_db()
    assert shipment.state == ShipmentState.ALLOCATED


def test_the_menu_and_the_home_page_lead_to_the_queue(client: Client, clerk: User) -> None:
    make_order({make_stock().resource_id: 1})
    client.force_login(clerk)
    page = see(client, "/admin/")
    assert '"url": "/admin/fulfillment/"' in page
    assert '"url": "/admin/stock/"' in page
    assert "Waiting in fulfillment" in page
    client.force_login(make_editor())
    page = see(client, "/admin/")
    assert "fulfillment" not in page
    assert "/admin/stock/" not in page
