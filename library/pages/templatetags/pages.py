"""The frame's menus, the site's name and the window of a pagination."""

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import Context
from wagtail.models import Page

from library.catalog.models import Resource, Topic
from library.pages import selectors
from library.pages.models import HomePage

register = template.Library()

_ALL_SHOWN = 7  # up to here every page has its link


@register.simple_tag
def site_name() -> str:
    """Return the library's name."""
    return str(settings.SITE_NAME)


@register.simple_tag(takes_context=True)
def main_menu(context: Context) -> tuple[selectors.MenuItem, ...]:
    """Return the header's links; an error page has no request and shows none."""
    request = context.get("request")
    return selectors.navigation(request=request).main if isinstance(request, HttpRequest) else ()


@register.simple_tag(takes_context=True)
def footer_menu(context: Context) -> tuple[selectors.MenuItem, ...]:
    """Return the footer's links."""
    request = context.get("request")
    return selectors.navigation(request=request).footer if isinstance(request, HttpRequest) else ()


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


@register.simple_tag
def breadcrumb_pages(page: Page) -> list[Page]:
    """Return the pages above a page."""
    return selectors.breadcrumb(page=page)


@register.simple_tag
def side_pages(page: Page) -> list[Page]:
    """Return the pages of a page's section, for the navigation at its side."""
    return selectors.beside(page=page)


@register.filter
def first_sentence(text: str) -> str:
    """Return what a note says first. The rest of a scope note is for catalogers."""
    sentence, stop, _ = text.strip().partition(". ")
    return sentence + stop.strip()


@register.simple_tag
def child_pages(page: Page) -> list[Page]:
    """Return the pages right below a page."""
    return selectors.below(page=page)


@register.simple_tag
def featured_resources(page: HomePage) -> list[Resource]:
    """Return what the editors put first."""
    return selectors.featured_resources(home=page)


@register.simple_tag
def newest_resources(count: int) -> list[Resource]:
    """Return the newest titles."""
    return selectors.newest_resources(count=count)


@register.simple_tag
def broadest_topics() -> list[Topic]:
    """Return the topics to start from."""
    return selectors.broadest_topics()
