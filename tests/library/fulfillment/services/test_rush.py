"""More people than copies, all at once: exactly what is there is given, and nothing is lost."""

import os
from functools import partial

import pytest
from django.db.models import Sum

from library.fulfillment import services
from library.fulfillment.models import Shipment, ShipmentLine
from library.fulfillment.selectors.parcels import misallocations
from library.fulfillment.services import NothingToAllocate
from library.inventory.models import StockItem
from library.inventory.selectors import discrepancies
from library.orders.models import Order, OrderLine
from library.orders.services import approve_order
from tests.factories.orders import make_orderable, make_placed_order
from tests.racing import race

# For the long run: ORDER_ROUNDS=200 pytest tests/library/fulfillment/services/test_rush.py
ROUNDS = int(os.environ.get("ORDER_ROUNDS", "2"))
PEOPLE, COPIES = 64, 5


@pytest.mark.django_db(transaction=True)
def test_sixty_four_at_once_for_five_copies() -> None:
    for number in range(ROUNDS):
        resource = make_orderable(on_hand=COPIES)
        outcomes = race(
            *(partial(order_one, resource.pk, f"{number}-{place}") for place in range(PEOPLE))
        )
        granted = [out for out in outcomes if isinstance(out, Shipment)]
        assert len(granted) == COPIES, outcomes
        waiting = [out for out in outcomes if isinstance(out, NothingToAllocate)]
        assert len(waiting) == PEOPLE - COPIES, outcomes
        the_books_balance(resource.pk, orders=PEOPLE * (number + 1))


def order_one(resource_id: int, agency: str) -> Shipment:
    """Order one copy, have it approved and set aside, as one person after the other would."""
    order = make_placed_order((resource_id, 1), organization=f"Agency {agency}", street1=agency)
    approve_order(order_id=order.pk, actor=None)
    return services.allocate_order(order_id=order.pk, actor=None)


def the_books_balance(resource_id: int, *, orders: int) -> None:
    assert discrepancies() == []
    assert misallocations() == []
    item = StockItem.objects.get(resource_id=resource_id)
    assert (item.on_hand, item.allocated) == (COPIES, COPIES)
    parcels = ShipmentLine.objects.filter(order_line__resource_id=resource_id)
    assert parcels.aggregate(copies=Sum("quantity"))["copies"] == COPIES
    sums = OrderLine.objects.filter(resource_id=resource_id).aggregate(
        allocated=Sum("allocated"), waiting=Sum("back_ordered")
    )
    assert sums == {"allocated": COPIES, "waiting": PEOPLE - COPIES}
    assert Order.objects.count() == orders
