"""The tree of pages is built once and then belongs to its editors."""

import pytest
from wagtail.models import Page, Site

from library.pages.models import HomePage, StandardPage
from library.pages.services import Body
from tests.factories.pages import make_home, make_page

pytestmark = pytest.mark.django_db


def test_the_home_page_takes_the_place_of_the_welcome_page() -> None:
    home = make_home(hostname="library.example.gov", port=443)
    site = Site.objects.get()
    assert (site.root_page_id, site.hostname, site.port) == (home.pk, "library.example.gov", 443)
    assert site.is_default_site
    assert list(Page.objects.filter(depth=2)) == [home.page_ptr]


def test_a_second_call_keeps_what_editors_wrote_and_follows_the_address() -> None:
    home = make_home()
    home.intro = "Changed by an editor."
    home.save_revision().publish()
    again = make_home(intro="From the demo.", port=8101)
    assert again.pk == home.pk
    assert HomePage.objects.get().intro == "Changed by an editor."
    assert Site.objects.get().port == 8101


def test_a_site_that_was_deleted_is_made_anew() -> None:
    Site.objects.all().delete()
    home = make_home()
    assert Site.objects.get(is_default_site=True).root_page_id == home.pk


def test_another_home_that_editors_built_is_not_deleted() -> None:
    root = Page.get_first_root_node()
    own = root.add_child(instance=HomePage(title="Own", slug="own"))
    site = Site.objects.get()
    site.root_page = own
    site.save()
    assert make_home().pk == own.pk
    assert HomePage.objects.get().title == "Own"


def test_a_page_is_made_once_with_its_body_and_a_revision() -> None:
    home = make_home()
    body: Body = [
        {"type": "heading", "value": "Partnership"},
        {"type": "facts", "value": {"caption": "Figures", "rows": [{"label": "A", "value": "1"}]}},
    ]
    page = make_page(home, body=body)
    again = make_page(home, title="Other")
    assert again.pk == page.pk
    saved = StandardPage.objects.get()
    assert [block.block_type for block in saved.body] == ["heading", "facts"]
    assert saved.body[1].value["rows"][0]["value"] == "1"
    assert saved.live
    assert saved.latest_revision is not None


def test_an_unknown_block_is_refused() -> None:
    with pytest.raises(KeyError, match="banner"):
        make_home(body=[{"type": "banner", "value": "x"}])
    assert not HomePage.objects.exists()
