"""The feed of a results page, as a feed reader meets it."""

from datetime import UTC, datetime, timedelta
from urllib.parse import quote
from xml.etree.ElementTree import Element, fromstring

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from search.lexicon import live_vocabulary
from search.rss import ITEMS
from tests.factories.catalog import TopicFactory
from tests.factories.saved import find_it, publish
from tests.search.test_views import page

pytestmark = pytest.mark.django_db

ADDRESS = "/search/rss/"
START = datetime(2026, 3, 2, 15, tzinfo=UTC)


@pytest.fixture(autouse=True)
def site(settings: Settings) -> None:
    settings.WAGTAILADMIN_BASE_URL = "https://library.example"


def channel(client: Client, address: str = ADDRESS) -> Element:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/rss+xml; charset=utf-8"
    found = fromstring(response.content).find("channel")  # noqa: S314 - we made it
    assert found is not None
    return found


def texts(feed: Element, name: str) -> list[str]:
    return [item.findtext(name, "") for item in feed.iter("item")]


def test_the_newest_come_first_with_all_that_a_reader_needs(client: Client) -> None:
    old = publish("Gangs, a first look", at=START, subtitle="A guide", abstract="On <b>gangs</b>.")
    new = publish("Gangs again", at=START + timedelta(days=1))
    publish("Burglary", at=START)
    feed = channel(client, f"{ADDRESS}?q=gangs&sort=title&page=7&size=1")
    assert texts(feed, "title") == ["Gangs again", "Gangs, a first look: A guide"]
    assert texts(feed, "link")[1] == f"https://library.example{old.get_absolute_url()}"
    assert texts(feed, "guid") == [f"resource:{new.pk}", f"resource:{old.pk}"]
    assert texts(feed, "pubDate")[1] == "Mon, 02 Mar 2026 15:00:00 +0000"
    assert texts(feed, "description")[1] == "On <b>gangs</b>."
    assert feed.findtext("link") == "https://library.example/search/?q=gangs"
    assert feed.findtext("lastBuildDate") == "Tue, 03 Mar 2026 15:00:00 +0000"
    assert "“gangs”" in feed.findtext("title", "")


def test_filters_are_those_of_the_page(client: Client) -> None:
    gangs = TopicFactory.create(name="Gangs", slug="gangs")
    publish("One", primary_topic=gangs, format="dvd")
    publish("Two", primary_topic=gangs)
    publish("Three", format="dvd")
    feed = channel(client, f"{ADDRESS}?topic=gangs&format=dvd")
    assert texts(feed, "title") == ["One"]
    assert "Topic: Gangs; Format: DVD" in feed.findtext("title", "")


def test_there_are_so_many_and_no_more(client: Client) -> None:
    for number in range(ITEMS + 1):
        publish(f"Title {number}", at=START + timedelta(hours=number))
    found = texts(channel(client), "title")
    assert (len(found), found[0], found[-1]) == (ITEMS, f"Title {ITEMS}", "Title 1")


def test_what_is_not_public_is_not_in_it(client: Client) -> None:
    shown, hidden = publish("Shown"), publish("Hidden")
    hidden.live = False
    hidden.save()
    find_it(shown, hidden)
    assert texts(channel(client), "title") == ["Shown"]


def test_bad_parameters_are_answered_as_on_the_page(client: Client) -> None:
    publish("Gangs")
    feed = channel(client, f"{ADDRESS}?q=gangs&topic=nothing&year=199&page=x")
    assert texts(feed, "title") == ["Gangs"]
    assert "A filter that does not exist was left out: Topic." in feed.findtext("description", "")


def test_what_makes_no_xml_is_left_out(client: Client) -> None:
    publish("A\x0bvertical\x01 tab & <tag>", abstract="\ufffe\x1b")
    feed = channel(client, f"{ADDRESS}?q={quote('tab ' + chr(11))}")
    assert texts(feed, "title") == ["A vertical tab & <tag>"]


def test_a_reader_that_asks_again_gets_next_to_nothing(client: Client) -> None:
    publish("Gangs", at=START)
    first = client.get(ADDRESS)
    assert first["Last-Modified"] == "Mon, 02 Mar 2026 15:00:00 GMT"
    for header in ({"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}):
        again = client.get(ADDRESS, headers=header)
        assert (again.status_code, again.content) == (304, b"")
    publish("Gangs again", at=START + timedelta(seconds=1))
    assert client.get(ADDRESS, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_an_empty_feed_stays_the_same(client: Client) -> None:
    first = client.get(f"{ADDRESS}?q=nothing")
    assert "Last-Modified" not in first
    again = client.get(f"{ADDRESS}?q=nothing", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304


def test_it_spends_few_statements(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(5):
        publish(f"Gangs {number}")
    live_vocabulary()  # as any process has that has searched before
    with django_assert_max_num_queries(4):
        client.get(f"{ADDRESS}?q=gangs")


def test_the_results_page_leads_to_it(client: Client) -> None:
    publish("Gangs")
    found = page(client, "/search/?q=gangs&format=print&sort=title&page=1&size=10")
    address = f"{ADDRESS}?q=gangs&format=print"
    links = found.select(f'link[rel=alternate][type="application/rss+xml"][href="{address}"]')
    assert len(links) == 1
    assert len(found.select(f'main a[href="{address}"]')) == 1
    assert len(found.select('main a[href="/search/saved/new/?q=gangs&format=print"]')) == 1
