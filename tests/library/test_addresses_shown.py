"""No page that shows an address is kept by a browser, and none goes unwritten, whoever adds it."""

from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse
from pypdf import PdfReader

from library.fulfillment.services import allocate_order
from library.orders.models import AddressAccess
from library.orders.services import approve_order
from tests.factories.orders import (
    ANSWERS,
    NAME,
    STREET,
    fill_basket,
    make_orderable,
    make_placed_order,
)

pytestmark = pytest.mark.django_db

# Pages of the whole site that are about orders, by the beginning of their names.
ROOMS = ("order", "orders", "fulfillment", "jobs", "addressaccess", "agency", "inventory")


def names(
    resolver: URLResolver, path: str = "", wanted: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield every address by its full name, with what it is to be given."""
    for each in resolver.url_patterns:
        needed = (*wanted, *each.pattern.converters)
        if isinstance(each, URLResolver):
            below = f"{path}{each.namespace}:" if each.namespace else path
            yield from names(each, below, needed)
        elif each.name:
            yield f"{path}{each.name}", needed


def text_of(content: bytes, content_type: str) -> str:
    if content_type.startswith("application/pdf"):
        return " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    return content.decode(errors="replace")


def pages(given: dict[str, object]) -> Iterator[tuple[str, str]]:
    """Yield the name and the path of every page about the order that is given."""
    for name, wanted in names(get_resolver()):
        if name.split(":")[0] in ROOMS and set(wanted) <= given.keys():
            with suppress(NoReverseMatch):
                yield name, reverse(name, kwargs={key: given[key] for key in wanted})


def faults(client: Client, address: str, *, is_staff: bool) -> list[str] | None:
    """Return what is wrong with a page that shows the address, or None where it shows none."""
    written = AddressAccess.objects.count()
    answer = client.get(address)
    content = answer.getvalue() if answer.status_code == 200 else b""
    text = text_of(content, answer.headers.get("Content-Type", ""))
    if not any(value.casefold() in text.casefold() for value in (NAME, STREET)):
        return None
    found = []
    if "no-store" not in answer.headers.get("Cache-Control", ""):
        found.append(f"{address} is kept by browsers")
    if is_staff and AddressAccess.objects.count() == written:
        found.append(f"{address} is not written down")
    return found


def test_whatever_shows_an_address_is_not_kept_and_is_written_down() -> None:
    staff, visitor = Client(), Client()
    staff.force_login(User.objects.create_superuser("chief"))
    resource = make_orderable()
    order = make_placed_order((resource.pk, 2))
    approve_order(order_id=order.pk, actor=None)
    shipment = allocate_order(order_id=order.pk, actor=None)
    given = {"pk": order.pk, "reference": order.reference, "number": shipment.number}
    fill_basket(visitor, resource)
    visitor.post(reverse("orders:delivery"), ANSWERS)
    seen = {
        (name, client is staff): faults(client, address, is_staff=client is staff)
        for name, address in pages({**given, "token": order.follow_token})
        for client in (staff, visitor)
    }
    shown = {name: found for (name, _), found in seen.items() if found is not None}
    assert [fault for found in shown.values() for fault in found] == []
    assert {
        "order:inspect",
        "fulfillment:order",
        "fulfillment:packing_slip",
        "orders:delivery",
        "orders:check",
    } <= shown.keys()  # the walk reaches what it is about


@pytest.mark.parametrize("name", ["orders:placed", "orders:follow"])
def test_the_pages_behind_an_orders_link_are_not_kept(client: Client, name: str) -> None:
    order = make_placed_order()
    answer = client.get(reverse(name, args=[order.follow_token]))
    assert "no-store" in answer.headers["Cache-Control"]
    assert NAME not in answer.content.decode()
