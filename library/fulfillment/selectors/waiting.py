"""Who waits on back-order, and for whom copies lie on the shelf by now."""

from django.db.models import F, QuerySet

from library.orders.models import Order, OrderLine
from library.orders.states import OPEN_STATES


def orders_on_back_order(*, resource_id: int) -> QuerySet[Order]:
    """Return the orders that were told to wait for copies of a resource, first placed first."""
    lines = OrderLine.objects.filter(resource_id=resource_id, back_ordered__gt=0)
    orders = Order.objects.filter(pk__in=lines.values("order"), state__in=OPEN_STATES)
    return orders.order_by("placed_at", "pk")


def resources_that_arrived() -> list[int]:
    """Return the resources that orders wait for on back-order and that can be promised now."""
    item = "resource__stock_item__"
    lines = OrderLine.objects.filter(
        back_ordered__gt=0,
        order__state__in=OPEN_STATES,
        **{f"{item}on_hand__gt": F(f"{item}allocated") + F(f"{item}buffer")},
    )
    ids = lines.order_by("resource").values_list("resource", flat=True)
    return list(ids.distinct())
