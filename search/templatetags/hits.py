"""A hit of a results page. Twenty of them as a template took a third of the page's time."""

from collections.abc import Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import Truncator, capfirst

if TYPE_CHECKING:
    from search.views import ShownHit

register = template.Library()

NAMES = 3  # contributors shown
ABSTRACT = 280  # characters of one without anything marked


@register.simple_tag
def hit_items(hits: "Iterable[ShownHit]") -> SafeString:
    """Return the list's items."""
    return SafeString("".join(f"<li>{''.join(_parts(shown))}</li>\n" for shown in hits))


def _parts(shown: "ShownHit") -> Iterator[str]:
    hit = shown.hit
    cover = reverse("catalog:cover", args=(hit.product_number,))
    title = f"{_safe(shown.title)}{': ' if hit.subtitle else ''}{escape(hit.subtitle)}"
    yield (
        '<article class="resource-card"><div class="resource-card__cover">'
        f'<img src="{escape(cover)}" alt="" loading="lazy" width="240" height="320"></div>\n'
        f'<h2 class="resource-card__title"><a href="{escape(hit.url)}">{title}</a></h2>\n'
    )
    facts = (hit.product_number, shown.kind, shown.format, hit.year)
    items = "".join(f"<li>{escape(str(fact))}</li>\n" for fact in facts if fact)
    yield f'<ul class="resource-card__meta">\n{items}</ul>\n'
    if hit.contributors:
        others = "; and others" if len(hit.contributors) > NAMES else ""
        names = escape("; ".join(hit.contributors[:NAMES]))
        yield f'<p class="search-hit__names">{names}{others}</p>\n'
    if text := _safe(shown.snippet) or escape(Truncator(hit.abstract).chars(ABSTRACT)):
        yield f'<p class="resource-card__text">{text}</p>\n'
    if shown.passages:
        yield _passages(shown)
    if shown.availability:
        badge = f"badge badge--{escape(hit.availability)}"
        said = escape(shown.availability)
        yield f'<div class="resource-card__foot"><span class="{badge}">{said}</span></div>'
    yield "</article>"


def _passages(shown: "ShownHit") -> str:
    of = f'<span class="usa-sr-only"> of {escape(shown.hit.title)}</span>'
    items = "".join(
        f'<li><a href="{escape(passage.url)}">{escape(capfirst(passage.label))}{of}</a> '
        f"{_safe(text)}</li>\n"
        for passage, text in shown.passages
    )
    return f'<ul class="search-hit__passages" aria-label="Inside this resource">{items}</ul>\n'


def _safe(text: str) -> str:
    return text if isinstance(text, SafeString) else escape(text)
