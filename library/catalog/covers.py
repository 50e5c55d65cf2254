"""The picture of a resource at /covers/<product number>.png: its own, else a drawn one."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from library.catalog.models import Resource
from media.covers import CoverText, draw_cover
from media.pictures import cover_picture

_FRESH_FOR = timedelta(hours=1)


@require_safe
def cover(request: HttpRequest, product_number: str) -> HttpResponseBase:
    """Answer with a PNG; 404 for what is unknown or not public, 304 for what the reader has."""
    resource = _public_resource(product_number)
    if resource is None:
        raise Http404("No resource has this number.")
    picture = cover_picture(resource.cover) if resource.cover else None
    text = _cover_text(resource)
    etag = f'"{picture.fingerprint if picture else text.fingerprint()}"'
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if response is None:
        content = picture.read() if picture else draw_cover(text)
        response = HttpResponse(content, content_type="image/png")
        response["ETag"] = etag
    patch_cache_control(response, public=True, max_age=int(_FRESH_FOR.total_seconds()))
    return response


def _public_resource(product_number: str) -> Resource | None:
    if "\0" in product_number:  # the database would refuse it
        return None
    return Resource.objects.public().filter(product_number=product_number).first()


def _cover_text(resource: Resource) -> CoverText:
    return CoverText(
        title=resource.title,
        kind=resource.kind,
        kind_label=resource.get_kind_display(),
        format=resource.format,
        format_label=resource.get_format_display(),
        product_number=resource.product_number or "",
    )
