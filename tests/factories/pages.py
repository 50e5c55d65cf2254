"""A small site of editorial pages, made by the services."""

from wagtail.models import Page

from library.pages.models import HomePage, StandardPage
from library.pages.services import Body, create_home, create_page

BODY: Body = [{"type": "paragraph", "value": "<p>Words that everybody may read.</p>"}]


def make_home(
    *,
    title: str = "Library",
    intro: str = "Ask us.",
    body: Body = BODY,
    hostname: str = "localhost",
    port: int = 80,
) -> HomePage:
    """Return the home page of the default site."""
    return create_home(title=title, intro=intro, body=body, hostname=hostname, port=port)


def make_page(
    parent: Page,
    *,
    title: str = "About",
    slug: str = "about",
    intro: str = "",
    body: Body = BODY,
    show_in_menus: bool = True,
) -> StandardPage:
    """Return a page below another one, in the menu."""
    return create_page(
        parent=parent, title=title, slug=slug, intro=intro, body=body, show_in_menus=show_in_menus
    )
