"""The catalog's public pages."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe
from wagtail import hooks

from library.catalog import selectors
from library.catalog.selectors import public_resource, topic_page, topic_tree

_PAGE_SIZE = 20


@require_safe
def resource(request: HttpRequest, product_number: str, slug: str = "") -> HttpResponse:
    """Show a resource at its one address; other writings of its number and slug lead there.

    A withdrawn resource answers 200, not 410: its page is the record of what it was and of what
    took its place, and whoever follows an old citation needs just that.
    """
    found = public_resource(number=product_number)
    if found is None:
        raise Http404("No resource has this number.")
    if (product_number, slug) != (found.product_number, found.slug):
        query = request.META.get("QUERY_STRING", "")
        address = found.get_absolute_url() + (f"?{query}" if query else "")
        return redirect(address, permanent=True)
    return render(request, "catalog/resource.html", {"resource": found})


@require_safe
def transcript(request: HttpRequest, product_number: str, document_id: int) -> HttpResponse:
    """Show what is said in a film, to whoever may have the file of captions itself."""
    found = selectors.transcript(number=product_number, document_id=document_id)
    if found is None:
        raise Http404("There is no such transcript.")
    for may_serve in hooks.get_hooks("before_serve_document"):
        refusal = may_serve(found.document, request)
        if isinstance(refusal, HttpResponse):
            return refusal
    if product_number != found.resource.product_number:
        number = found.resource.product_number
        return redirect("catalog:transcript", number, document_id, permanent=True)
    return render(request, "catalog/transcript.html", {"transcript": found})


@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    """Show the whole thesaurus with counts."""
    return render(request, "catalog/topics.html", {"tree": topic_tree()})


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a topic, its neighbors, and a page of what is filed at it or below it."""
    found = topic_page(slug=slug)
    page = Paginator(found.resources, _PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "catalog/topic.html", {"found": found, "page": page})
