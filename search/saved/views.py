"""The pages of saved searches. A GET changes nothing: mail scanners follow every link."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from library.double_opt_in import CONFIRM_WITHIN, BadLink, TooManyRequests
from library.networks import network_of
from search.forms import address_of, read_query
from search.labels import load_labels
from search.naming import name_of
from search.saved import asking
from search.saved.forms import SaveForm
from search.saved.links import CONFIRM, MANAGE, UNSUBSCRIBE
from search.saved.selectors import named, search_by_id, searches_of, subscriber_by_id

_READ_AND_POST = ["GET", "HEAD", "POST"]
_LONGEST_KEY = 18  # digits


@never_cache
@require_http_methods(_READ_AND_POST)
def save(request: HttpRequest) -> HttpResponse:
    """Ask for an address to send new matches of the search in this page's address to."""
    labels = load_labels()
    asked = read_query(request.GET, labels)
    form = SaveForm(request.POST if request.method == "POST" else None)
    status = HTTPStatus.OK
    if form.is_bound and form.is_valid():
        try:
            if not form.is_from_robot:
                email = form.cleaned_data["email"]
                network = network_of(request)
                asking.ask_for_matches(email=email, query=asked.query, network=network)
            return redirect("search:sent")
        except TooManyRequests as refusal:
            form.add_error(None, str(refusal))
            status = HTTPStatus.TOO_MANY_REQUESTS
    context = {
        "form": form,
        "name": name_of(asked.query, labels),
        "notices": asked.notices,
        "address": address_of(asked.query.subject),
    }
    return render(request, "search/saved/save.html", context, status=status)


@never_cache
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """Say the same to everybody who saved a search."""
    return render(request, "search/saved/sent.html", {"days": CONFIRM_WITHIN.days})


@never_cache
@require_http_methods(_READ_AND_POST)
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Show the search of a link and a button that confirms it."""
    try:
        search_id = CONFIRM.key_of(token)
        if request.method == "POST":
            search = asking.confirm_search(search_id=search_id)
            messages.success(request, "Your search is saved. New matches come by email.")
            return redirect(MANAGE.path(search.subscriber_id))
    except (BadLink, asking.NotThere):
        return _gone(request, "expired")
    except asking.TooManySearches:
        return _gone(request, "full")
    found = search_by_id(search_id=search_id)
    if found is None:
        return _gone(request, "expired")
    return render(request, "search/saved/confirm.html", {"saved": named(found, load_labels())})


@never_cache
@require_http_methods(_READ_AND_POST)
def manage(request: HttpRequest, token: str) -> HttpResponse:
    """List the searches of one address, each with a button that removes it."""
    try:
        subscriber_id = MANAGE.key_of(token)
    except BadLink:
        return _gone(request, "expired")
    if request.method == "POST":
        search_id = request.POST.get("remove", "")
        if search_id.isascii() and search_id.isdigit() and len(search_id) <= _LONGEST_KEY:
            asking.remove_search(subscriber_id=subscriber_id, search_id=int(search_id))
        return redirect(request.path)
    subscriber = subscriber_by_id(subscriber_id=subscriber_id)
    if subscriber is None:
        return _gone(request, "none")
    labels = load_labels()
    context = {
        "email": subscriber.email,
        "searches": [named(row, labels) for row in searches_of(subscriber_id=subscriber_id)],
        "unsubscribe_url": UNSUBSCRIBE.path(subscriber_id),
    }
    return render(request, "search/saved/manage.html", context)


# The link itself is the proof, and mail programs, which know no form of ours, post to it.
@csrf_exempt
@never_cache
@require_http_methods(_READ_AND_POST)
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Show a button that ends all mails; a POST does it at once, without a redirect (RFC 8058)."""
    try:
        subscriber_id = UNSUBSCRIBE.key_of(token)
    except BadLink:
        return _gone(request, "expired")
    if request.method == "POST":
        asking.unsubscribe(subscriber_id=subscriber_id)
        return render(request, "search/saved/unsubscribed.html")
    return render(request, "search/saved/unsubscribe.html")


def _gone(request: HttpRequest, why: str) -> HttpResponse:
    """Say why a link leads nowhere: "expired", "none" (left to list) or "full"."""
    status = {"full": HTTPStatus.CONFLICT, "none": HTTPStatus.OK}.get(why, HTTPStatus.NOT_FOUND)
    context = {"why": why, "days": CONFIRM_WITHIN.days, "most": asking.MOST_SEARCHES}
    return render(request, "search/saved/gone.html", context, status=status)
