"""The menus, read from the live pages once a request, and what a page shows beside itself."""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from wagtail.models import Page, PageViewRestriction, Site

from library.catalog.enums import Lifecycle
from library.catalog.models import Resource, Topic
from library.pages.models import HomePage

_CACHE = "_library_navigation"
_HOME_DEPTH = 2  # the root of the tree is 1

# What is not an editorial page but belongs into the menu, before the pages.
_SECTIONS = (
    ("search:results", "Search"),
    ("catalog:topics", "Topics"),
    ("distribution:report", "Distribution"),
)


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One link of a menu, seen from the page that is shown."""

    title: str
    url: str
    path: str

    @property
    def is_exact(self) -> bool:
        """Whether it is the very page shown."""
        return self.url == self.path

    @property
    def is_current(self) -> bool:
        """Whether the page shown is it or stands below it."""
        return self.path.startswith(self.url)


@dataclass(frozen=True, slots=True)
class Navigation:
    """Every menu of the frame."""

    sections: tuple[MenuItem, ...]
    menu_pages: tuple[MenuItem, ...]
    all_pages: tuple[MenuItem, ...]

    @property
    def main(self) -> tuple[MenuItem, ...]:
        """The header's links."""
        return self.sections + self.menu_pages

    @property
    def footer(self) -> tuple[MenuItem, ...]:
        """The footer's links: every page of the first level, in the menu or not."""
        return self.sections + self.all_pages


def navigation(*, request: HttpRequest) -> Navigation:
    """Return the menus, once a request: a statement for the site and one for its pages."""
    known: Navigation | None = getattr(request, _CACHE, None)
    if known is None:
        known = _read_navigation(request)
        setattr(request, _CACHE, known)
    return known


def breadcrumb(*, page: Page) -> list[Page]:
    """Return the pages above a page, from the home page down."""
    return list(page.get_ancestors().filter(depth__gte=_HOME_DEPTH))


def beside(*, page: Page) -> list[Page]:
    """Return the live pages below the same parent, the page among them.

    Pages of the first level have none: the menus show them already.
    """
    if page.depth <= _HOME_DEPTH + 1:
        return []
    return list(page.get_siblings(inclusive=True).live().public())


def below(*, page: Page) -> list[Page]:
    """Return the live pages right below a page."""
    return list(page.get_children().live().public())


def featured_resources(*, home: HomePage) -> list[Resource]:
    """Return the resources that the editors put first, those that are public."""
    chosen = [block.value for block in home.featured]  # None: it was deleted since
    return [resource for resource in chosen if resource is not None and resource.is_public]


def newest_resources(*, count: int) -> list[Resource]:
    """Return current resources by date of publication, the newest first."""
    order = [
        F(field).desc(nulls_last=True)
        for field in ("published_year", "published_month", "published_day")
    ]
    current = Resource.objects.public().filter(lifecycle=Lifecycle.CURRENT)
    return list(current.order_by(*order, "-pk")[:count])


def broadest_topics() -> list[Topic]:
    """Return the topics at the top of the thesaurus."""
    return list(Topic.objects.filter(parent__isnull=True))


def _read_navigation(request: HttpRequest) -> Navigation:
    site = Site.find_for_request(request)
    pages = [] if site is None else _first_level(site, request.path)
    return Navigation(
        sections=_sections(request.path),
        menu_pages=tuple(item for item, in_menu in pages if in_menu),
        all_pages=tuple(item for item, _ in pages),
    )


def _sections(path: str) -> tuple[MenuItem, ...]:
    found = []
    for name, title in _SECTIONS:
        try:
            found.append(MenuItem(title, reverse(name), path))
        except NoReverseMatch:
            continue  # the part is not installed
    return tuple(found)


def _first_level(site: Site, path: str) -> list[tuple[MenuItem, bool]]:
    # An address is worked out from the tree instead of Page.get_url(), which may ask the
    # database for every site's root.
    root = site.root_page
    # What public() would ask first is asked along: a restriction of the root is one of all pages.
    restricted = PageViewRestriction.objects.filter(Q(page=OuterRef("pk")) | Q(page=root))
    pages = root.get_children().live().filter(~Exists(restricted))
    rows = pages.values_list("title", "url_path", "show_in_menus")
    return [
        (MenuItem(title, _address(url_path, root.url_path), path), in_menu)
        for title, url_path, in_menu in rows
    ]


def _address(url_path: str, root_path: str) -> str:
    return reverse("wagtail_serve", args=(url_path.removeprefix(root_path),))
