"""The frame's menus, the site's name and the window of a pagination."""

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import Context

from library.pages.selectors import MenuItem, navigation

register = template.Library()

_ALL_SHOWN = 7  # up to here every page has its link


@register.simple_tag
def site_name() -> str:
    """Return the library's name."""
    return str(settings.SITE_NAME)


@register.simple_tag(takes_context=True)
def main_menu(context: Context) -> tuple[MenuItem, ...]:
    """Return the header's links; an error page has no request and shows none."""
    request = context.get("request")
    return navigation(request=request).main if isinstance(request, HttpRequest) else ()


@register.simple_tag(takes_context=True)
def footer_menu(context: Context) -> tuple[MenuItem, ...]:
    """Return the footer's links."""
    request = context.get("request")
    return navigation(request=request).footer if isinstance(request, HttpRequest) else ()


@register.simple_tag
def page_window(number: int, count: int) -> list[int | None]:
    """Return the numbers to link: the ends and those around `number`; None stands for a gap.

    There are never more than seven places, so the row does not jump from page to page.
    """
    if count <= _ALL_SHOWN:
        return list(range(1, count + 1))
    first = min(max(number - 1, 2), count - 3)
    middle: list[int | None] = [first, first + 1, first + 2]
    if first <= 3:  # noqa: PLR2004 - near the start: 1 2 3 4 5 … n
        return [1, 2, 3, 4, 5, None, count]
    if first >= count - 4:
        return [1, None, *range(count - 4, count + 1)]
    return [1, None, *middle, None, count]
