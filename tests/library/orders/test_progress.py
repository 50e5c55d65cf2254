"""What the follow page says of an order."""

import pytest

from library.orders.models import Order
from library.orders.progress import progress_of
from library.orders.services import (
    approve_order,
    cancel_order,
    record_allocation,
    record_shipment,
)
from tests.factories.orders import make_placed_order

pytestmark = pytest.mark.django_db


def shipped(*, copies: int) -> Order:
    """Return an approved order of five copies of which some have left."""
    order = approve_order(order_id=make_placed_order().pk, actor=None)
    line = order.lines.get()
    rest = {line.pk: 5 - copies} if copies < 5 else {}
    record_allocation(order_id=order.pk, actor=None, allocated={line.pk: copies}, back_ordered=rest)
    parcel = {"shipment": "S-1"}
    return record_shipment(order_id=order.pk, actor=None, shipped={line.pk: copies}, data=parcel)


def test_an_order_that_left_whole_is_said_to_be_shipped() -> None:
    assert progress_of(shipped(copies=5)).words == "Everything that was approved has been shipped."


def test_an_order_whose_rest_was_cancelled_is_not_said_to_be_shipped_whole() -> None:
    order = cancel_order(order_id=shipped(copies=3).pk, actor=None, reason="Out of print")
    progress = progress_of(order)
    assert progress.words == "A part of your order has been shipped. The rest was cancelled."
    assert progress.reason == "Out of print"
