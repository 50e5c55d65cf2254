"""Menus come from live pages, once a request; lists hold what is public."""

import pytest
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries, Settings
from wagtail.models import Page, PageViewRestriction, Site

from library.catalog.enums import Lifecycle
from library.pages import selectors
from tests.factories.catalog import ResourceFactory, TopicFactory
from tests.factories.pages import make_home, make_page

pytestmark = pytest.mark.django_db


def titles(items: tuple[selectors.MenuItem, ...]) -> list[str]:
    return [item.title for item in items]


def test_menu_holds_sections_and_the_pages_that_ask_for_it(rf: RequestFactory) -> None:
    home = make_home()
    make_page(home)
    make_page(home, title="Privacy", slug="privacy", show_in_menus=False)
    draft = make_page(home, title="Draft", slug="draft")
    draft.unpublish()
    menus = selectors.navigation(request=rf.get("/about/"))
    assert titles(menus.menu_pages) == ["About"]
    assert titles(menus.all_pages) == ["About", "Privacy"]
    assert titles(menus.main)[-1] == "About"
    assert "Distribution" in titles(menus.main)
    assert [item.url for item in menus.menu_pages] == ["/about/"]


def test_current_item_is_known_on_the_page_and_below_it(rf: RequestFactory) -> None:
    make_page(make_home())
    (on,) = selectors.navigation(request=rf.get("/about/")).menu_pages
    (below,) = selectors.navigation(request=rf.get("/about/team/")).menu_pages
    (off,) = selectors.navigation(request=rf.get("/search/")).menu_pages
    assert (on.is_exact, on.is_current) == (True, True)
    assert (below.is_exact, below.is_current) == (False, True)
    assert (off.is_exact, off.is_current) == (False, False)


@pytest.mark.parametrize("which", ["the page", "the root"])
def test_a_private_page_is_in_no_menu(rf: RequestFactory, which: str) -> None:
    home = make_home()
    page = make_page(home)
    PageViewRestriction.objects.create(
        page=page if which == "the page" else home, restriction_type=PageViewRestriction.LOGIN
    )
    assert selectors.navigation(request=rf.get("/")).all_pages == ()


# Hosts, ports, and which of them is the default, of two sites beside the one asked for.
SITES = (
    (),
    (("elsewhere.test", 80, True),),
    (("here.test", 8000, True),),
    (("here.test", 8000, False), ("elsewhere.test", 80, True)),
    (("here.test", 8000, False), ("here.test", 80, False)),
    (("here.test", 8000, False), ("here.test", 9000, False)),
    (("here.test", 8000, False), ("here.test", 9000, False), ("elsewhere.test", 80, True)),
    (("here.test", 8000, False), ("here.test", 80, False), ("elsewhere.test", 80, True)),
)


@pytest.mark.parametrize("sites", SITES)
def test_menus_are_those_of_the_site_that_wagtail_would_choose(
    rf: RequestFactory, settings: Settings, sites: tuple[tuple[str, int, bool], ...]
) -> None:
    settings.ALLOWED_HOSTS = ["here.test"]
    Site.objects.all().delete()
    for number, (host, port, is_default) in enumerate(sites):
        root = Page.objects.get(depth=1).add_child(
            instance=Page(title=f"Root {number}", slug=f"root-{number}")
        )
        root.add_child(instance=Page(title=f"Below {number}", slug="below", show_in_menus=True))
        Site.objects.create(hostname=host, port=port, is_default_site=is_default, root_page=root)
    request = rf.get("/", headers={"host": "here.test"})
    chosen = Site.find_for_request(request)
    expected = [] if chosen is None else [f"Below {chosen.root_page.title.split()[1]}"]
    assert titles(selectors.navigation(request=request).all_pages) == expected


def test_menus_cost_one_statement_once(
    rf: RequestFactory, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    home = make_home()
    for number in range(5):
        make_page(home, title=f"Page {number}", slug=f"page-{number}")
    request = rf.get("/")
    with django_assert_num_queries(1):
        first = selectors.navigation(request=request)
        assert selectors.navigation(request=request) is first


def test_pages_of_a_section_stand_beside_each_other() -> None:
    home = make_home()
    about = make_page(home)
    team = make_page(about, title="Team", slug="team")
    make_page(about, title="History", slug="history")
    assert selectors.beside(page=about) == []
    assert [page.title for page in selectors.beside(page=team)] == ["Team", "History"]
    assert [page.title for page in selectors.breadcrumb(page=team)] == ["Library", "About"]
    about.refresh_from_db()
    assert [page.title for page in selectors.below(page=about)] == ["Team", "History"]


def test_newest_resources_are_public_current_and_in_order() -> None:
    old = ResourceFactory.create(published_year=2001)
    march = ResourceFactory.create(published_year=2020, published_month=3)
    undated = ResourceFactory.create(published_year=None)
    may = ResourceFactory.create(published_year=2020, published_month=5)
    ResourceFactory.create(published_year=2024, live=False)
    ResourceFactory.create(published_year=2024, lifecycle=Lifecycle.WITHDRAWN)
    ResourceFactory.create(published_year=2024, product_number=None)
    assert selectors.newest_resources(count=9) == [may, march, old, undated]
    assert selectors.newest_resources(count=2) == [may, march]


def test_featured_resources_leave_out_what_is_not_public() -> None:
    shown, hidden = ResourceFactory.create(), ResourceFactory.create(live=False)
    home = make_home()
    home.featured = [("resource", hidden), ("resource", shown)]
    home.save()
    home.refresh_from_db()
    assert selectors.featured_resources(home=home) == [shown]


def test_topics_to_start_from_are_the_broadest() -> None:
    crime = TopicFactory.create(name="Crime")
    TopicFactory.create(name="Burglary", parent=crime)
    assert selectors.broadest_topics() == [crime]
