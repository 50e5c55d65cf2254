"""Orders and what a visitor types, for tests."""

from datetime import date
from uuid import UUID, uuid4

from django.test import Client
from django.urls import reverse

from library.catalog.models import Resource
from library.orders.enums import AgencyType
from library.orders.models import Order
from library.orders.services import OrderRequest, OrderRequestLine, place_order
from tests.factories.inventory import make_stock

# What must never be seen outside of the recipient's row.
NAME = "Rosalind Quintanilla"
EMAIL = "rosalind.quintanilla@springfieldpd.example.gov"
PHONE = "703-555-0123"
STREET = "1400 Quarterdeck Lane"
PERSONAL = (NAME, EMAIL, PHONE, STREET)

ANSWERS = {
    "name": NAME,
    "organization": "Springfield Police Department",
    "agency_type": "municipal",
    "email": EMAIL,
    "phone": PHONE,
    "street1": STREET,
    "street2": "Suite 5",
    "city": "Springfield",
    "state": "VA",
    "postal_code": "22150",
    "note": "For the academy",
}


def make_orderable(*, on_hand: int = 100, title: str = "") -> Resource:
    """Return a public resource with copies on the shelf."""
    resource = make_stock(on_hand=on_hand).resource
    if title:
        Resource.objects.filter(pk=resource.pk).update(title=title)
        resource.refresh_from_db()
    return resource


def make_request(
    *wanted: tuple[int, int], needed_by: date | None = None, **changes: str
) -> OrderRequest:
    """Return a request for copies: pairs of a resource's key and a number."""
    lines = tuple(OrderRequestLine(pk, quantity) for pk, quantity in wanted)
    typed = {**ANSWERS, **changes}
    agency_type = AgencyType(typed.pop("agency_type"))
    return OrderRequest(lines=lines, agency_type=agency_type, needed_by=needed_by, **typed)


def make_placed_order(
    *wanted: tuple[int, int],
    key: UUID | None = None,
    needed_by: date | None = None,
    **changes: str,
) -> Order:
    """Return an order placed by the service: by default 5 copies of a new title."""
    chosen = wanted or ((make_orderable().pk, 5),)
    return place_order(
        idempotency_key=key or uuid4(),
        request=make_request(*chosen, needed_by=needed_by, **changes),
    )


def fill_basket(client: Client, resource: Resource, quantity: int = 2) -> None:
    """Put copies into a visitor's basket."""
    data = {"resource": resource.pk, "quantity": quantity}
    assert client.post(reverse("orders:basket_add"), data).status_code == 302


def check_key(client: Client) -> str:
    """Fill in delivery and return the hidden key of the page that follows."""
    assert client.post(reverse("orders:delivery"), ANSWERS).status_code == 302
    return str(client.get(reverse("orders:check")).context["key"])
