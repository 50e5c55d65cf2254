"""What templates ask of the catalog: a resource's page, badges, icons, machine-readable data."""

import json
from typing import Any, Protocol

from django import template
from django.http import HttpRequest
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from library.catalog import selectors
from library.catalog.enums import ContributorRole, Format, Kind
from library.catalog.models import Resource

register = template.Library()

_ICONS = {
    Format.PRINT: "local_library",
    Format.DVD: "youtube",
    Format.CD: "save_alt",
    Format.USB: "save_alt",
    Format.VIDEOTAPE: "youtube",
    Format.DOWNLOAD: "file_download",
    Format.STREAM: "wifi",
}
_BADGES = {
    "available": "Available now",
    "back_order": "Back-order",
    "download": "Download only",
    "superseded": "Superseded",
    "reference": "Catalog record only",
}
# The types of schema.org; what is missing here is a CreativeWork.
_TYPES = {
    Kind.GUIDE: "Book",
    Kind.REPORT: "Report",
    Kind.CURRICULUM: "Course",
    Kind.VIDEO: "VideoObject",
    Kind.AUDIO: "AudioObject",
    Kind.NEWSLETTER: "PublicationIssue",
    Kind.SERIAL: "Periodical",
    Kind.POSTER: "Poster",
    Kind.MAP: "Map",
    Kind.SOFTWARE: "SoftwareApplication",
}
# In a script, these could end it or open another.
_UNSAFE_IN_SCRIPT = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


class HasAvailability(Protocol):
    """Whatever knows how a resource can be had, such as the inventory's Stock."""

    @property
    def availability(self) -> str:
        """One of available, back_order, download, superseded, reference."""


@register.simple_tag(takes_context=True)
def resource_page(context: Context, resource: Resource) -> selectors.ResourcePage:
    """Return everything a page shows of a resource: `{% resource_page resource as page %}`.

    Read once a rendering, though several blocks ask.
    """
    key = f"catalog page {id(resource)}"
    page = context.render_context.get(key)
    if not isinstance(page, selectors.ResourcePage):
        page = selectors.resource_page(resource=resource)
        context.render_context[key] = page
    return page


@register.simple_tag
def availability_badge(stock: HasAvailability | str | None) -> SafeString:
    """Return a badge in words for a stock or for the value of its availability."""
    value = str(stock if stock is None or isinstance(stock, str) else stock.availability)
    words = _BADGES.get(value)
    return (
        format_html('<span class="badge badge--{}">{}</span>', value, words)
        if words
        else SafeString()
    )


@register.filter
def format_icon(value: str) -> str:
    """Return the name of the icon that stands for a carrier."""
    return _ICONS.get(Format(value), "folder") if value in Format.values else "folder"


@register.simple_tag(takes_context=True)
def absolute(context: Context, path: str) -> str:
    """Return a path with the scheme and host under which the page was asked for."""
    request: HttpRequest | None = context.get("request")
    return request.build_absolute_uri(path) if request else path


@register.simple_tag(takes_context=True)
def structured_data(context: Context, page: selectors.ResourcePage) -> SafeString:
    """Return what schema.org can say of a resource, as JSON that is safe inside a script."""
    resource = page.resource
    path = resource.get_absolute_url() if resource.product_number and resource.slug else "/"
    people = [
        each.name for each in page.contributions if each.role != ContributorRole.CORPORATE_AUTHOR
    ]
    bodies = [
        each.name for each in page.contributions if each.role == ContributorRole.CORPORATE_AUTHOR
    ]
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": _TYPES.get(Kind(resource.kind), "CreativeWork")
        if resource.kind
        else "CreativeWork",
        "name": resource.title,
        "alternativeHeadline": resource.subtitle,
        "description": resource.abstract,
        "identifier": resource.product_number,
        "url": absolute(context, path),
        "datePublished": resource.published_iso,
        "bookEdition": resource.edition,
        "numberOfPages": resource.pages,
        "author": [{"@type": "Person", "name": name} for name in people]
        + [{"@type": "Organization", "name": name} for name in bodies],
        "publisher": {"@type": "Organization", "name": resource.publisher}
        if resource.publisher
        else None,
        "inLanguage": page.languages,
        "about": [topic.name for topic in page.topics],
        "keywords": page.subjects,
        "audience": [{"@type": "Audience", "audienceType": name} for name in page.audiences],
        "isAccessibleForFree": True,
    }
    text = json.dumps({key: value for key, value in data.items() if value}, ensure_ascii=False)
    return mark_safe(text.translate(_UNSAFE_IN_SCRIPT))  # noqa: S308  nothing can close the script
