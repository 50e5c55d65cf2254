"""Delivery and check answers: the way from a basket to an order."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from library.orders.addresses import PLACES
from library.orders.answers import Answers, forget_answers, keep_answers, kept_answers, order_key
from library.orders.basket import Basket
from library.orders.enums import AgencyType
from library.orders.forms import DeliveryForm, JustificationForm
from library.orders.limits import Excess, standings_of
from library.orders.selectors import asker_of, basket_lines, is_known_there, order_by_key
from library.orders.services import (
    NotOrderable,
    OrderRequest,
    OrderRequestLine,
    OverLimit,
    place_order,
)

# The fields of an order's request that are taken over as they were typed.
_TYPED = (
    "name",
    "organization",
    "email",
    "phone",
    "street1",
    "street2",
    "city",
    "state",
    "postal_code",
    "note",
)
_EMPTY = "Your basket is empty. Put a title in it to order."
_EXPIRED = "Nothing was ordered yet: too much time has passed. Please check your answers again."


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def delivery(request: HttpRequest) -> HttpResponse:
    """Ask who orders and where the parcel goes."""
    if not len(Basket(request.session)):
        messages.warning(request, _EMPTY)
        return redirect("orders:basket")
    if request.method != "POST":
        return _delivery_page(request, DeliveryForm(initial=kept_answers(request.session)))
    form = DeliveryForm(request.POST)
    if not form.is_valid() or form.open_doubts:
        return _delivery_page(request, form)
    keep_answers(request.session, form.cleaned_data)
    return redirect("orders:check")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Show all answers, and place the order when they are confirmed."""
    if request.method == "POST":
        return _place(request)
    answers = kept_answers(request.session)
    if not len(Basket(request.session)):
        messages.warning(request, _EMPTY)
        return redirect("orders:basket")
    return _check_page(request, answers) if answers else redirect("orders:delivery")


def _place(request: HttpRequest) -> HttpResponse:
    """Place the order of the posted form, or answer with the one already placed from it."""
    key = _posted_key(request)
    is_current = key == order_key(request.session)
    answers = kept_answers(request.session)
    quantities = Basket(request.session).quantities
    if not (key and is_current and answers and quantities):
        return _placed_before(request, key, has_basket=bool(quantities))
    form = JustificationForm(request.POST)
    reason = form.cleaned_data if form.is_valid() else {}
    try:
        asked = _order_request(quantities, answers, reason)
        placed = place_order(idempotency_key=key, request=asked)
    except NotOrderable:
        return _check_page(request, answers)
    except OverLimit:
        return _check_page(request, answers, form)
    forget_answers(request.session)
    Basket(request.session).clear()
    return redirect("orders:placed", token=placed.follow_token)


def _placed_before(request: HttpRequest, key: UUID | None, *, has_basket: bool) -> HttpResponse:
    """Lead a form that was sent before to its order; else say that nothing was ordered."""
    placed = order_by_key(idempotency_key=key) if key else None
    if placed:
        return redirect("orders:placed", token=placed.follow_token)
    messages.warning(request, _EXPIRED)
    return redirect("orders:check" if has_basket else "orders:basket")


def _posted_key(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return None


def _order_request(
    quantities: dict[int, int], answers: Answers, reason: dict[str, Any] | None = None
) -> OrderRequest:
    lines = tuple(OrderRequestLine(pk, quantity) for pk, quantity in quantities.items())
    return OrderRequest(
        lines=lines,
        agency_type=AgencyType(answers["agency_type"]),
        justification=(reason or {}).get("justification", ""),
        needed_by=(reason or {}).get("needed_by"),
        **{field: answers[field] for field in _TYPED},
    )


def _delivery_page(request: HttpRequest, form: DeliveryForm) -> HttpResponse:
    doubts = form.open_doubts if form.is_bound and form.is_valid() else ()
    return render(request, "orders/delivery.html", {"form": form, "doubts": doubts, "step": 2})


def _check_page(
    request: HttpRequest, answers: Answers, form: JustificationForm | None = None
) -> HttpResponse:
    quantities = Basket(request.session).quantities
    lines = basket_lines(quantities=quantities)
    titles = {line.resource.pk: line.resource.title for line in lines}
    standings, is_known = _standings(quantities, answers)
    context = {
        "excesses": [
            (titles.get(each.resource_id or 0, ""), each) for each in standings if each.is_over
        ],
        "is_known": is_known,
        "rows": [(line, _told_of(line.resource.pk, standings, is_known)) for line in lines],
        "form": form or JustificationForm(),
        "answers": answers,
        "agency_type": AgencyType(answers["agency_type"]).label,
        "state": PLACES[answers["state"]],
        "lines": lines,
        "problems": [line for line in lines if not line.can_be_ordered],
        "key": order_key(request.session),
        "step": 3,
    }
    return render(request, "orders/check.html", context)


def _told_of(pk: int, standings: Iterable[Excess], is_known: bool) -> list[Excess]:  # noqa: FBT001
    """Return what an agency is told of a title that it has had and does not ask too much of."""
    mine = (each for each in standings if is_known and each.resource_id == pk)
    return [each for each in mine if each.had and not each.is_over]


def _standings(quantities: dict[int, int], answers: Answers) -> tuple[tuple[Excess, ...], bool]:
    """Return the limits as things stand, and whether the agency is known at this address.

    Placing the order looks again.
    """
    request = _order_request(quantities, answers)
    asker = asker_of(
        organization=request.organization,
        agency_type=request.agency_type,
        address=request.address,
    )
    return standings_of(quantities=quantities, asker=asker), is_known_there(asker=asker)
