"""The pages on which a clerk gives copies up, or takes them back."""

from html import unescape
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from library.fulfillment import services
from library.fulfillment.models import Shipment
from library.orders.models import Order
from library.orders.states import OrderState
from tests.factories.fulfillment import (
    make_clerk,
    make_editor,
    make_order,
    make_picked_shipment,
    make_shipment,
)
from tests.factories.inventory import make_stock

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(client: Client) -> Client:
    client.force_login(make_clerk())
    return client


def text(answer: object) -> str:
    return " ".join(unescape(answer.content.decode()).split())  # type: ignore[attr-defined]


def cancel_page(order: Order) -> str:
    return reverse("fulfillment:cancel", args=(order.reference,))


def return_page(shipment: Shipment) -> str:
    return reverse("fulfillment:return", args=(shipment.order.reference, shipment.number))


def shipped() -> Shipment:
    shipment = make_picked_shipment({make_stock(on_hand=9).resource_id: 5})
    return services.ship_shipment(
        shipment_id=shipment.pk, actor=None, carrier="ups", tracking_number=""
    )


def test_the_page_says_what_is_given_up_before_it_is(clerk: Client) -> None:
    shipment = make_picked_shipment({make_stock(on_hand=4).resource_id: 6})
    order, line = shipment.order, shipment.order.lines.get()
    page = text(clerk.get(cancel_page(order)))
    assert f"4 in {shipment.number} (To ship)" in page
    assert f'name="line-{line.pk}" value="6"' in page
    assert line.allocated == 4

    data = {f"line-{line.pk}": "3", "reason": "Fewer."}
    page = text(clerk.post(cancel_page(order), data, follow=True))
    assert f"3 copies of order {order.reference} are cancelled." in page
    assert f"Put back: 1 of {line.resource.product_number} out of {shipment.number}." in page

    data = {f"line-{line.pk}": "3", "reason": "Not at all."}
    clerk.post(cancel_page(order), data)
    order.refresh_from_db()
    assert order.state == OrderState.CANCELLED
    assert "cannot be cancelled" in text(clerk.get(cancel_page(order)))


def test_what_is_wrong_is_said_and_what_was_typed_is_kept(clerk: Client) -> None:
    order = make_order({make_stock(on_hand=4).resource_id: 6})
    line = order.lines.get()
    page = text(clerk.post(cancel_page(order), {f"line-{line.pk}": "0", "reason": "Kept words"}))
    assert "Say how many copies to cancel" in page
    assert "Kept words" in page
    page = text(clerk.post(cancel_page(order), {f"line-{line.pk}": "7", "reason": ""}))
    assert "less than or equal to 6" in page
    assert "This field is required" in page
    order.refresh_from_db()
    assert order.state == OrderState.PLACED


def test_copies_are_taken_back_by_their_condition(clerk: Client) -> None:
    shipment = shipped()
    line = shipment.lines.get()
    data = {
        f"shelved-{line.pk}": "2",
        f"damaged-{line.pk}": "1",
        "reason": "sent_back",
        "key": str(uuid4()),
    }
    page = text(clerk.post(return_page(shipment), data, follow=True))
    back = shipment.returns.get()
    assert f"3 copies of {shipment} are back, as return {back}." in page
    assert f"Return {back}" in page
    page = text(clerk.post(return_page(shipment), data, follow=True))
    assert shipment.returns.count() == 1

    page = text(clerk.get(return_page(shipment)))
    assert "<td>5</td> <td>2</td>" in page
    data = {f"shelved-{line.pk}": "3", "reason": "sent_back", "key": str(uuid4())}
    assert "less than or equal to 2" in text(clerk.post(return_page(shipment), data))
    data = {"reason": "sent_back", "key": str(uuid4())}
    assert "at least one of one title" in text(clerk.post(return_page(shipment), data))
    assert shipment.returns.count() == 1


def test_what_has_not_left_has_no_return(clerk: Client) -> None:
    shipment = make_shipment({make_stock(on_hand=4).resource_id: 4})
    assert "has not left" in text(clerk.get(return_page(shipment)))
    line = shipment.lines.get()
    data = {f"shelved-{line.pk}": "1", "reason": "refused", "key": str(uuid4())}
    clerk.post(return_page(shipment), data)
    assert not shipment.returns.exists()


def test_both_pages_need_their_permission(client: Client) -> None:
    shipment = shipped()
    client.force_login(make_editor())
    for address in (cancel_page(shipment.order), return_page(shipment)):
        assert client.get(address).status_code == 302
        assert client.post(address).status_code == 302
    assert not shipment.returns.exists()
