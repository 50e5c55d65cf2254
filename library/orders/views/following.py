"""Pages that anyone with an order's link may see. They show nobody's name, mail or street."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from library.orders.addresses import PLACES
from library.orders.progress import progress_of
from library.orders.selectors import order_by_token


@never_cache
@require_safe
def placed(request: HttpRequest, token: UUID) -> HttpResponse:
    """Confirm that an order was placed."""
    return _page(request, "orders/placed.html", token)


@never_cache
@require_safe
def follow(request: HttpRequest, token: UUID) -> HttpResponse:
    """Say where an order stands."""
    return _page(request, "orders/follow.html", token)


def _page(request: HttpRequest, template: str, token: UUID) -> HttpResponse:
    order = order_by_token(token=token)
    if order is None:
        raise Http404("No order has this link.")
    context = {
        "order": order,
        "progress": progress_of(order),
        "destination": f"{order.recipient.city}, {PLACES[order.ship_to_state]}",
    }
    return render(request, template, context)
