"""What the web's search machines find: robots.txt, the sitemaps, the icon."""

from datetime import UTC, datetime
from urllib.robotparser import RobotFileParser
from xml.etree.ElementTree import fromstring

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from library.catalog.sitemaps import ResourceSitemap
from tests.factories.catalog import ResourceFactory, TopicFactory
from tests.factories.pages import make_home, make_page

NAMESPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}

pytestmark = pytest.mark.django_db


def listed(client: Client, path: str) -> dict[str, str]:
    """Return addresses and their moments from a sitemap or an index of them."""
    answer = client.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml")
    root = fromstring(answer.content)  # noqa: S314 - it is our own
    return {
        entry.findtext("s:loc", "", NAMESPACE): entry.findtext("s:lastmod", "", NAMESPACE)
        for entry in root
    }


def test_robots_are_kept_out_of_results_and_led_to_the_sitemap(client: Client) -> None:
    answer = client.get("/robots.txt")
    assert answer["Content-Type"].startswith("text/plain")
    rules = RobotFileParser()
    rules.parse(answer.content.decode().splitlines())
    for path in ("/search/?q=patrol", "/search/rss/", "/basket/", "/orders/1/", "/admin/", "/api/"):
        assert not rules.can_fetch("any", path), path
    for path in ("/", "/topics/school-safety/", "/resources/COPS-P1/title/", "/about/"):
        assert rules.can_fetch("any", path), path
    (sitemap,) = rules.site_maps() or []
    assert sitemap == "http://testserver/sitemap.xml"
    assert client.get("/sitemap.xml").status_code == 200


def test_the_sitemap_lists_what_is_public_and_nothing_else(client: Client) -> None:
    with time_machine.travel(datetime(2026, 1, 31, 12, tzinfo=UTC), tick=False):
        shown = ResourceFactory.create(primary_topic=TopicFactory.create(slug="patrol"))
        ResourceFactory.create(live=False, title="A draft", primary_topic=shown.primary_topic)
        ResourceFactory.create(product_number=None, primary_topic=shown.primary_topic)
        home = make_home()
        make_page(home, slug="about")
        PageViewRestriction.objects.create(page=make_page(home, slug="staff"), password="x")
        make_page(home, slug="unpublished").unpublish()
    assert list(listed(client, "/sitemap.xml")) == [
        f"http://testserver/sitemap-{section}.xml" for section in ("resources", "topics", "pages")
    ]
    assert listed(client, "/sitemap-resources.xml") == {
        f"http://testserver{shown.get_absolute_url()}": "2026-01-31"
    }
    assert listed(client, "/sitemap-topics.xml")["http://testserver/topics/patrol/"] == "2026-01-31"
    assert listed(client, "/sitemap-pages.xml") == {
        "http://localhost/": "2026-01-31",
        "http://localhost/about/": "2026-01-31",
    }


def test_a_topic_is_as_new_as_what_is_filed_below_it(client: Client) -> None:
    broad = TopicFactory.create(slug="broad")
    empty = TopicFactory.create(slug="empty")
    narrow = TopicFactory.create(slug="narrow", parent=broad)
    for day in (3, 2):
        with time_machine.travel(datetime(2026, 2, day, 12, tzinfo=UTC), tick=False):
            ResourceFactory.create(primary_topic=narrow)
    found = listed(client, "/sitemap-topics.xml")
    assert found["http://testserver/topics/broad/"] == "2026-02-03"
    assert found[f"http://testserver/topics/{empty.slug}/"] == ""


def test_a_large_catalog_takes_several_files(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ResourceSitemap, "limit", 2)
    every = ResourceFactory.create_batch(3)
    files = [path for path in listed(client, "/sitemap.xml") if "resources" in path]
    assert len(files) == 2
    found = [path for each in files for path in listed(client, each)]
    assert found == [f"http://testserver{resource.get_absolute_url()}" for resource in every]
    assert client.get("/sitemap-resources.xml?p=3").status_code == 404
    assert client.get("/sitemap-other.xml").status_code == 404


def test_a_sitemap_is_not_sent_twice_and_costs_the_same_for_many(client: Client) -> None:
    ResourceFactory.create()
    first = client.get("/sitemap-resources.xml")
    assert "max-age=3600" in first["Cache-Control"]
    again = client.get("/sitemap-resources.xml", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    with CaptureQueriesContext(connection) as one:
        client.get("/sitemap-resources.xml")
    ResourceFactory.create_batch(5)
    with CaptureQueriesContext(connection) as many:
        client.get("/sitemap-resources.xml")
    assert len(many) == len(one)


def test_a_browser_that_asks_for_an_icon_gets_ours(client: Client) -> None:
    answer = client.get("/favicon.ico")
    assert answer.status_code == 200
    assert b"".join(answer)[:4] == b"\x00\x00\x01\x00"  # an icon's first bytes
