"""Decisions about an order: each a POST, for those who hold its permission."""

from collections.abc import Callable
from typing import cast

from django.contrib.auth.models import AbstractBaseUser, User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from library.orders.models import Order, OrderMail
from library.orders.services import (
    MissingReason,
    NotYours,
    approve_order,
    check_may_decide,
    decline_order,
)
from library.orders.services.mailing import NotRepeatable, repeat_mail
from library.orders.states import IllegalChange

type Decision = Callable[[int, AbstractBaseUser, str], Order]


@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Grant everything that was requested."""
    return _decide(
        request,
        pk,
        "orders.approve_order",
        lambda order_id, actor, _: approve_order(order_id=order_id, actor=actor),
    )


@require_POST
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Refuse an order, with a reason."""
    return _decide(
        request,
        pk,
        "orders.decline_order",
        lambda order_id, actor, why: decline_order(order_id=order_id, actor=actor, reason=why),
    )


@require_POST
def repeat(request: HttpRequest, pk: int, mail: int) -> HttpResponse:
    """Send a mail of this order once more, one that failed or may not have arrived."""
    if not request.user.has_perm("orders.repeat_mail"):
        raise PermissionDenied
    chosen = get_object_or_404(OrderMail, pk=mail, order=pk)
    try:
        repeat_mail(mail_id=chosen.pk, actor=cast("User", request.user))
    except NotRepeatable as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"The mail “{chosen.get_kind_display()}” is sent once more.")
    return redirect("order:inspect", pk=pk)


def _decide(request: HttpRequest, pk: int, permission: str, decision: Decision) -> HttpResponse:
    """Decide and say what came of it."""
    if not request.user.has_perm(permission) or not isinstance(request.user, AbstractBaseUser):
        raise PermissionDenied
    order = get_object_or_404(Order, pk=pk)
    try:
        check_may_decide(order=order, user=request.user)
        order = decision(order.pk, request.user, request.POST.get("reason", ""))
    except (IllegalChange, MissingReason, NotYours) as refusal:
        messages.error(request, f"{order.reference}: {refusal}")
    else:
        messages.success(request, f"{order.reference}: {order.get_state_display()}.")
    return redirect("order:inspect", pk=pk)
