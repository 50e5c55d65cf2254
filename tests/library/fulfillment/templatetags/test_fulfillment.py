"""Parcels on the public page without personal data, and the panel for clerks."""

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.template import RequestContext, Template
from django.test import RequestFactory
from django.utils.timezone import localtime

from library.fulfillment import services
from library.fulfillment.models import Shipment
from tests.factories.fulfillment import make_approved_order, make_clerk, make_picked_shipment
from tests.factories.inventory import make_stock

pytestmark = pytest.mark.django_db

PUBLIC = Template(
    "{% load fulfillment %}{% shipments_of order as shipments %}"
    "{% for one in shipments %}{{ one.number }}|{{ one.state }}|{{ one.state_label }}|"
    "{{ one.carrier }}|{{ one.tracking_number }}|{{ one.tracking_url }}|"
    '{{ one.shipped_at|date:"Y-m-d" }}{% endfor %}'
)
PANEL = Template("{% load fulfillment %}{% fulfillment_panel order %}")


def shown(template: Template, shipment: Shipment, user: User | AnonymousUser) -> str:
    request = RequestFactory().get("/")
    request.user = user
    return template.render(RequestContext(request, {"order": shipment.order}))


@pytest.fixture
def shipment() -> Shipment:
    parcel = make_picked_shipment({make_stock(on_hand=9).resource_id: 1})
    return services.ship_shipment(
        shipment_id=parcel.pk, actor=None, carrier="fedex", tracking_number="1 2/3"
    )


def test_the_public_sees_the_parcel(shipment: Shipment) -> None:
    assert shipment.shipped_at is not None
    assert shown(PUBLIC, shipment, AnonymousUser()) == (
        f"{shipment.number}|shipped|Shipped|FedEx|1 2/3|"
        "https://www.fedex.com/fedextrack/?trknbr=1%202%2F3|"
        f"{localtime(shipment.shipped_at):%Y-%m-%d}"
    )


def test_a_parcel_given_up_is_not_shown() -> None:
    parcel = make_picked_shipment({make_stock(on_hand=9).resource_id: 1})
    services.cancel_shipment(shipment_id=parcel.pk, actor=None, reason="torn")
    assert shown(PUBLIC, parcel, AnonymousUser()) == ""


def test_the_panel_leads_a_clerk_to_the_workbench(shipment: Shipment) -> None:
    panel = shown(PANEL, shipment, make_clerk())
    assert f"{shipment.number}: Shipped" in panel
    assert f'href="/admin/fulfillment/orders/{shipment.order.reference}/"' in panel


def test_the_panel_says_when_there_is_no_parcel() -> None:
    order = make_approved_order({make_stock().resource_id: 1})
    assert "No shipment has been made up." in shown(PANEL, Shipment(order=order), make_clerk())


def test_nobody_else_sees_the_panel(shipment: Shipment) -> None:
    assert shown(PANEL, shipment, AnonymousUser()).strip() == ""
