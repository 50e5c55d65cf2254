"""The front door before there is a home page."""

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from wagtail import hooks
from wagtail.models import Page


@hooks.register("before_serve_page")
def lead_to_search(
    page: Page, request: HttpRequest, args: list[str], kwargs: dict[str, str]
) -> HttpResponseRedirect | None:
    """Send a visitor of Wagtail's bare welcome page, which has no template, to the search."""
    del request, args, kwargs
    return HttpResponseRedirect(reverse("search:results")) if type(page) is Page else None
