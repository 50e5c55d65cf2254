"""What the web's search machines are told: which addresses there are, and which to leave alone."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe
from wagtail.contrib.sitemaps import Sitemap as PageSitemap
from wagtail.contrib.sitemaps import views

from library.catalog.sitemaps import ResourceSitemap, TopicSitemap

if TYPE_CHECKING:
    from django.contrib.sitemaps import Sitemap

_SITEMAPS: "dict[str, type[Sitemap[Any]]]" = {
    "resources": ResourceSitemap,
    "topics": TopicSitemap,
    "pages": PageSitemap,
}

# Everything below these: results without number, what is somebody's own, what is for machines.
_LEFT_ALONE = ("search:results", "orders:basket", "wagtailadmin_home")
_ALSO_LEFT_ALONE = ("/api/", "/order/", "/orders/")


@require_safe
@cache_control(public=True, max_age=24 * 3600)
def robots(request: HttpRequest) -> HttpResponse:
    """Name the sitemap, and keep robots out of result pages, baskets, orders and the admin."""
    left_alone = sorted((*map(reverse, _LEFT_ALONE), *_ALSO_LEFT_ALONE))
    lines = (
        "User-agent: *",
        *(f"Disallow: {path}" for path in left_alone),
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap_index'))}",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@conditional_page
@cache_control(public=True, max_age=3600)
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """List the sitemaps, each in as many files as it takes."""
    return _rendered(views.index(request, _SITEMAPS, sitemap_url_name="sitemap"))


@require_safe
@conditional_page
@cache_control(public=True, max_age=3600)
def sitemap(request: HttpRequest, section: str) -> HttpResponse:
    """List resources, topics or editorial pages; `?p=2` is the second file."""
    return _rendered(views.sitemap(request, _SITEMAPS, section=section))


def _rendered(response: TemplateResponse) -> HttpResponse:
    """Return it complete, so that it can be compared with what a robot has already."""
    return HttpResponse(response.rendered_content, headers=dict(response.items()))
