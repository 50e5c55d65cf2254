"""The pages of back-in-stock notices. A GET changes nothing: mail scanners follow every link."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from library.catalog.models import Resource
from library.double_opt_in import CONFIRM_WITHIN, BadLink, TooManyRequests
from library.inventory.selectors import stock_of
from library.networks import network_of
from library.orders.emails.notices import CONFIRM, STOP
from library.orders.forms import MailboxForm
from library.orders.selectors import notice_by_id
from library.orders.services import noticing

_READ_AND_POST = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(_READ_AND_POST)
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for an address to tell when there are copies of a title again."""
    resource = get_object_or_404(Resource.objects.public(), pk=pk)
    form = MailboxForm(request.POST if request.method == "POST" else None)
    status = HTTPStatus.OK
    if form.is_bound and form.is_valid():
        try:
            if not form.is_from_robot:
                email, network = form.cleaned_data["email"], network_of(request)
                noticing.ask_for_notice(email=email, resource_id=resource.pk, network=network)
            return redirect("orders:notice_sent")
        except TooManyRequests as refusal:
            form.add_error(None, str(refusal))
            status = HTTPStatus.TOO_MANY_REQUESTS
    context = {
        "form": form,
        "resource": resource,
        "stock": stock_of(resource),
        "days": CONFIRM_WITHIN.days,
    }
    return render(request, "orders/notices/ask.html", context, status=status)


@never_cache
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """Say the same to everybody who left an address."""
    return render(request, "orders/notices/sent.html", {"days": CONFIRM_WITHIN.days})


@never_cache
@require_http_methods(_READ_AND_POST)
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Show the title of a link and a button that confirms the notice."""
    try:
        notice_id = CONFIRM.key_of(token)
        if request.method == "POST":
            confirmed = noticing.confirm_notice(notice_id=notice_id)
            return _confirmed(request, confirmed.pk)
    except (BadLink, noticing.NoticeGone):
        return _gone(request)
    found = notice_by_id(notice_id=notice_id)
    if found is None or found.address_id is None:
        return _gone(request)
    return render(request, "orders/notices/confirm.html", {"notice": found})


# The link itself is the proof, and mail programs, which know no form of ours, post to it.
@csrf_exempt
@never_cache
@require_http_methods(_READ_AND_POST)
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Show a button that ends all notices; a POST does so at once, as RFC 8058 has it."""
    try:
        address_id = STOP.key_of(token)
    except BadLink:
        return _gone(request)
    if request.method == "POST":
        noticing.stop_notices(address_id=address_id)
        return render(request, "orders/notices/stopped.html")
    return render(request, "orders/notices/stop.html")


def _confirmed(request: HttpRequest, notice_id: int) -> HttpResponse:
    found = notice_by_id(notice_id=notice_id)
    if found is None or found.address_id is None:
        return _gone(request)
    stop_url = STOP.path(found.address_id)
    context = {"notice": found, "stop_url": stop_url}
    return render(request, "orders/notices/confirmed.html", context)


def _gone(request: HttpRequest) -> HttpResponse:
    context = {"days": CONFIRM_WITHIN.days}
    return render(request, "orders/notices/gone.html", context, status=HTTPStatus.NOT_FOUND)
