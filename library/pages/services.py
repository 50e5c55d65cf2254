"""Building the tree of pages: what the demo library and a new installation start from."""

from collections.abc import Mapping, Sequence
from typing import cast

from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Page, Site

from library.pages.models import HomePage, StandardPage

type Body = Sequence[Mapping[str, object]]  # "type": the block's name, "value": its plain value


@transaction.atomic
def create_home(*, title: str, intro: str, body: Body, hostname: str, port: int) -> HomePage:
    """Return the home page of the default site, made in place of Wagtail's welcome page.

    A home page that exists is returned as its editors left it; only the site's address follows.
    """
    home: HomePage | None = HomePage.objects.first()
    if home is None:
        home = HomePage(title=title, slug=slugify(title), intro=intro, body=_stream(body))
        Page.get_first_root_node().add_child(instance=home)
        home.save_revision().publish()
    replaced = _set_default_site(home, hostname, port)
    if replaced is not None and replaced.specific_class is Page:
        replaced.delete()
    return home


@transaction.atomic
def create_page(
    *, parent: Page, title: str, slug: str, body: Body, show_in_menus: bool, intro: str = ""
) -> StandardPage:
    """Return the page with this slug below its parent, made where there is none yet."""
    existing = StandardPage.objects.child_of(parent).filter(slug=slug).first()
    if existing is not None:
        return cast("StandardPage", existing)
    page = StandardPage(
        title=title, slug=slug, intro=intro, body=_stream(body), show_in_menus=show_in_menus
    )
    # The parent may have been read before its other children were made.
    type(parent).objects.get(pk=parent.pk).add_child(instance=page)
    page.save_revision().publish()
    return page


def _set_default_site(home: HomePage, hostname: str, port: int) -> Page | None:
    """Make `home` the default site's root; return the page that was it until now."""
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    before = site.root_page if site.root_page_id else None
    site.hostname, site.port, site.root_page = hostname, port, home
    site.site_name = home.title
    site.save()
    return before if before is not None and before.pk != home.pk else None


def _stream(body: Body) -> list[tuple[str, object]]:
    """Return a body as the field takes it: plain values made into those of the blocks."""
    block = StandardPage._meta.get_field("body").stream_block  # noqa: SLF001 - Django's public API
    return [
        (name, block.child_blocks[name].to_python(item["value"]))
        for item in body
        for name in [str(item["type"])]
    ]
