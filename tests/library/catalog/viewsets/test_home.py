"""The panel that an editor sees first: what is unfinished, and where she left off."""

import pytest
from bs4 import BeautifulSoup, Tag
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from library.catalog.models import Resource
from library.catalog.selectors.resources import worked_on_by
from tests.factories.catalog import ResourceFactory
from tests.factories.fulfillment import make_clerk, make_editor

pytestmark = pytest.mark.django_db


def panel(client: Client) -> Tag:
    page = BeautifulSoup(client.get("/admin/").content, "html.parser")
    found = page.find(id="catalog-section")
    assert isinstance(found, Tag)
    return found


def test_what_is_unfinished_is_counted_and_listed_behind_its_link(client: Client) -> None:
    ResourceFactory.create(title="Out in the world")
    ResourceFactory.create(title="Not yet", live=False)
    ResourceFactory.create(title="Out, and changed", has_unpublished_changes=True)
    client.force_login(make_editor())
    links = {a.get_text(): str(a["href"]) for a in panel(client).select("li a")}
    assert list(links) == ["1 never published or taken down", "1 published with changes since"]
    drafts, changed = (client.get(address).content.decode() for address in links.values())
    assert "Not yet" in drafts
    assert "Out in the world" not in drafts
    assert "Out, and changed" in changed
    assert "Out in the world" not in changed


def test_the_last_ones_an_editor_saved_come_first_as_they_were_saved(client: Client) -> None:
    editor = make_editor()
    earlier, later = ResourceFactory.create_batch(2, title="As published")
    for resource, title in ((earlier, "Kept earlier"), (later, "Kept later")):
        resource.title = title
        resource.save_revision(user=editor)
    ResourceFactory.create(title="Of another").save_revision(user=make_clerk())
    client.force_login(editor)
    rows = panel(client).select("tbody th a")
    assert [row.get_text(strip=True) for row in rows] == ["Kept later", "Kept earlier"]
    edit = Resource.snippet_viewset.get_url_name("edit")
    assert rows[0]["href"] == reverse(edit, args=(later.pk,))


def test_no_more_are_listed_than_fit_and_none_costs_a_statement() -> None:
    editor = make_editor()
    for _ in range(7):
        ResourceFactory.create().save_revision(user=editor)
    with CaptureQueriesContext(connection) as captured:
        found = worked_on_by(user=editor)
        assert [resource.status_string for resource in found] == ["live + draft"] * 5
    assert len(captured) == 3


def test_a_clerk_has_no_such_panel_and_no_search_of_pages(client: Client) -> None:
    client.force_login(make_clerk())
    page = client.get("/admin/").content
    assert b"catalog-section" not in page
    assert b"Search all pages" not in page
