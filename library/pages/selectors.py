"""The menus, read from the live pages once a request, and what a page shows beside itself."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import F
from django.http import HttpRequest
from django.http.request import split_domain_port
from django.urls import NoReverseMatch, reverse
from wagtail.models import Page

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
    """Return the menus, once a request, in one statement."""
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
    pages = _first_level(request)
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


# The site of an address by Wagtail's own rules (wagtail.models.sites.get_site_for_hostname), and
# the pages right below its root. As querysets the two took a fifth of the time of a results page,
# most of it to be put into SQL. An address is worked out from the tree instead of Page.get_url(),
# which may ask for every site's root; a restriction of the root is one of all pages.
_FIRST_LEVEL = """
WITH fitting AS (
    SELECT root_page_id, CASE
        WHEN hostname = %(host)s AND port = %(port)s THEN 1
        WHEN hostname = %(host)s AND is_default_site THEN 2
        WHEN is_default_site THEN 3 ELSE 4 END AS fit
    FROM wagtailcore_site WHERE hostname = %(host)s OR is_default_site),
ranked AS (SELECT *, count(*) OVER () AS sites, min(fit) OVER () AS best FROM fitting),
root AS (
    SELECT id, path, depth, url_path FROM wagtailcore_page WHERE id = (
        SELECT root_page_id FROM ranked WHERE best < 4 OR sites = 1
        ORDER BY CASE WHEN fit = 3 AND sites = 2 THEN 5 ELSE fit END LIMIT 1))
SELECT page.title, page.url_path, root.url_path, page.show_in_menus
FROM root JOIN wagtailcore_page page ON page.path ^@ root.path AND page.depth = root.depth + 1
WHERE page.live AND NOT EXISTS (
    SELECT FROM wagtailcore_pageviewrestriction WHERE page_id IN (page.id, root.id))
ORDER BY page.path
"""


def _first_level(request: HttpRequest) -> list[tuple[MenuItem, bool]]:
    host, _ = split_domain_port(request.get_host())
    with connection.cursor() as cursor:
        cursor.execute(_FIRST_LEVEL, {"host": host, "port": int(request.get_port())})
        rows = cursor.fetchall()
    return [
        (MenuItem(title, _address(path, root), request.path), in_menu)
        for title, path, root, in_menu in rows
    ]


def _address(url_path: str, root_path: str) -> str:
    return reverse("wagtail_serve", args=(url_path.removeprefix(root_path),))
