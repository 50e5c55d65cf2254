"""A search page as Wagtail's own demonstrations have it: results as specific pages, no facets."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.models import Page

HITS = 20  # as many as ours shows


def search(request: HttpRequest) -> HttpResponse:
    """Answer a text with pages that are live."""
    text = request.GET.get("q", "")
    found = Page.objects.live().search(text, operator="or", backend="stock")
    shown = Paginator(found, HITS).get_page(request.GET.get("page"))
    return render(request, "stock/search.html", {"text": text, "shown": shown})
