"""The boxes of a facet. A page has some hundreds: as a template they took half of its time."""

from collections.abc import Sequence
from html import escape

from django import template
from django.utils.safestring import SafeString

from search.facets import FacetChoice, Option

register = template.Library()


@register.simple_tag
def facet_options(facet: FacetChoice, options: Sequence[Option], prefix: str) -> SafeString:
    """Return the list of some options as boxes of the form "search-form".

    `prefix` keeps the ids of a facet's lists apart.
    """
    ids = (f"{facet.name}-{prefix}-{number}" for number in range(1, len(options) + 1))
    rows = "".join(_row(facet.name, each, pk) for each, pk in zip(options, ids, strict=True))
    return SafeString(f"<ul>{rows}</ul>")


def _row(name: str, option: Option, pk: str) -> str:
    depth = f" facet__option--{option.depth}" if option.depth else ""
    chosen, checked = (" is-selected", " checked") if option.is_selected else ("", "")
    part = f" (part of {escape(option.broader)})" if option.broader else ""
    hidden = f'<span class="usa-sr-only">{part}</span>' if part else ""
    results = "result" if option.count == 1 else "results"
    return (
        f'<li class="facet__option{depth}{chosen}"><div class="usa-checkbox">'
        f'<input class="usa-checkbox__input" id="{pk}" type="checkbox" name="{name}"'
        f' value="{escape(option.value)}" form="search-form"{checked}>'
        f'<label class="usa-checkbox__label" for="{pk}">'
        f"<span>{escape(option.label)}{hidden}</span> "
        f'<span class="facet__count">{option.count:,}<span class="usa-sr-only"> {results}</span>'
        "</span></label></div></li>\n"
    )
