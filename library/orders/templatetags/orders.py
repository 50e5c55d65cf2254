"""Ordering on any page, without the page's app knowing of orders."""

from typing import Any

from django import template
from django.http import HttpRequest

from library.catalog.models import Resource
from library.inventory.selectors import Stock, stock_of_many
from library.orders.basket import MAX_COPIES, Basket
from library.orders.limits import limits_of
from library.orders.models import Order
from library.orders.selectors import history_of
from library.orders.services.mailing import REPEATABLE

register = template.Library()

GRAMS_OF_A_POUND = 453.592


@register.inclusion_tag("orders/order_button.html", takes_context=True)
def order_button(
    context: template.Context, resource: Resource, stock: Stock | None = None
) -> dict[str, Any]:
    """Show a form that puts copies into the basket, or say why there is none.

    A page that knows the stock already gives it. The preview of a resource that was never saved
    shows nothing: it has no shelf yet.
    """
    request: HttpRequest | None = context.get("request")
    if stock is None and resource.pk:
        stock = stock_of_many([resource.pk]).get(resource.pk)
    if stock is None:
        return {"resource": resource, "stock": None}
    limit = limits_of(resource_ids=[resource.pk])[resource.pk]
    return {
        "resource": resource,
        "stock": stock,
        "limit": limit,
        "most": MAX_COPIES,
        "in_basket": _basket_quantities(request).get(resource.pk, 0),
    }


@register.inclusion_tag("orders/admin/history.html", takes_context=True)
def order_history(context: template.Context, order: Order) -> dict[str, Any]:
    """Show staff what happened to an order and which mails told of it: `{% order_history order %}`.

    Two statements.
    """
    request: HttpRequest = context["request"]
    return {
        "order": order,
        "events": history_of(order_id=order.pk),
        "repeatable": REPEATABLE if request.user.has_perm("orders.repeat_mail") else (),
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_tag(takes_context=True)
def basket_count(context: template.Context) -> int:
    """Return how many titles are in the visitor's basket: `{% basket_count as titles %}`."""
    return len(_basket_quantities(context.get("request")))


@register.filter
def pounds(grams: int) -> str:
    """Return a weight as parcels are weighed here: 1701 is "3.8 lb"."""
    return f"{grams / GRAMS_OF_A_POUND:,.1f} lb"


def _basket_quantities(request: HttpRequest | None) -> dict[int, int]:
    """Return the basket; a preview and an error page have a request without a session."""
    session = getattr(request, "session", None)
    return {} if session is None else Basket(session).quantities
