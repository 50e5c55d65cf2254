"""The results page, as a reader meets it."""

import json
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import Settings

from library.catalog.enums import Format, Kind
from library.catalog.models import Resource
from search.embedded.engine import PostgresEngine
from search.engine import Change
from search.lexicon import live_vocabulary
from search.records import records_for
from tests.factories.catalog import (
    AudienceFactory,
    ContributionFactory,
    ResourceFactory,
    ResourceFileFactory,
    TopicFactory,
)
from tests.search.records import make_record

pytestmark = pytest.mark.django_db

ADDRESS = "/search/"


@pytest.fixture
def library(embedded: PostgresEngine) -> None:
    crime = TopicFactory.create(name="Crime", slug="crime")
    gangs = TopicFactory.create(name="Gangs", slug="gangs", parent=crime)
    chiefs = AudienceFactory.create(name="Police chiefs", slug="chiefs")
    guide = ResourceFactory.create(
        product_number="COPS-P273",
        title="Gangs and what to do",
        abstract="A guide to <b>gangs</b> in town.",
        primary_topic=gangs,
        audiences=[chiefs],
    )
    ContributionFactory.create(resource=guide, name="Okafor, Ada")
    film = ResourceFactory.create(
        product_number="COPS-V1",
        title="Quiet streets",
        abstract="A film about gangs & neighbors.",
        kind=Kind.VIDEO,
        format=Format.DVD,
        published_year=2011,
        primary_topic=crime,
    )
    index(embedded, guide.pk, film.pk)


def address_of(number: str) -> str:
    return str(Resource.objects.get(product_number=number).get_absolute_url())


def index(engine: PostgresEngine, *ids: int) -> None:
    engine.write([Change(pk, 1, record) for pk, record in records_for(ids).items()])


def page(client: Client, address: str = ADDRESS) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content.decode(), "html.parser")


def text(element: Tag) -> str:
    return " ".join(element.get_text().split())


def address(link: Tag) -> str:
    return str(link["href"])


def numbers(tree: BeautifulSoup) -> list[str]:
    return [text(e) for e in tree.select(".resource-card__meta li:first-child")]


def test_a_result_shows_what_is_needed_to_choose(client: Client, library: None) -> None:
    tree = page(client, "/search/?q=gangs")
    assert text(tree.select("h1 [role=status]")[0]) == "2 results for “gangs”"
    assert text(tree.select("title")[0]).startswith("gangs \N{EN DASH} Search results (2)")
    assert tree.select("#search-text")[0].get("value") == "gangs"
    first = tree.select(".resource-card")[0]
    assert text(first.select("h2 a")[0]) == "Gangs and what to do"
    assert address(first.select("h2 a")[0]).startswith("/resources/COPS-P273/")
    assert [text(e) for e in first.select("li")] == ["COPS-P273", "Guide", "Print", "2009"]
    assert first.select("img")[0].get("src") == "/covers/COPS-P273.png"
    assert first.select("img")[0].get("alt") == ""
    assert "Okafor, Ada" in text(first)
    assert text(first.select(".badge")[0]) == "Catalog record only"
    assert [text(mark) for mark in first.select("mark")] == ["Gangs", "gangs"]
    assert not first.select(".resource-card__text b")


def test_a_full_number_leads_straight_to_its_record_and_back(client: Client, library: None) -> None:
    answer = client.get("/search/?q=cops+p273")
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{address_of('COPS-P273')}?from=cops+p273"
    tree = page(client, answer.headers["Location"])
    (back,) = [a for a in tree.select("main a") if text(a) == "See all results"]
    assert "You were taken here from a search for “cops p273”" in text(tree.select("main")[0])
    assert numbers(page(client, address(back))) == ["COPS-P273"]
    assert "You were taken here" not in text(page(client, address_of("COPS-P273")))


@pytest.mark.parametrize("more", ["&exact=1", "&page=2", "&kind=guide"])
def test_a_number_is_no_shortcut_where_its_results_are_asked_for(
    client: Client, library: None, more: str
) -> None:
    assert client.get(f"/search/?q=cops+p273{more}").status_code == 200


def test_a_number_of_two_records_leads_to_their_list(
    client: Client, embedded: PostgresEngine
) -> None:
    shared = {"numbers": ("isbn:9780160723421",), "identifiers": (("isbn", "9780160723421"),)}
    embedded.write([Change(pk, 1, make_record(pk, **shared)) for pk in (1, 2)])
    assert len(numbers(page(client, "/search/?q=978-0-16-072342-1"))) == 2


def test_an_absent_number_says_so_and_names_its_neighbors(client: Client, library: None) -> None:
    tree = page(client, "/search/?q=COPS-P274")
    assert numbers(tree) == []
    assert text(tree.select("h1")[0]) == "0 results for “COPS-P274”"
    (near,) = tree.select("section[aria-labelledby=neighbors]")
    assert text(near.select("h2")[0]) == "Nothing here has the number “COPS-P274”"
    assert [address(a) for a in near.select("a")] == [address_of("COPS-P273")]


def test_an_address_of_a_file_leads_to_its_resource(client: Client, library: None) -> None:
    film = Resource.objects.get(product_number="COPS-V1")
    ResourceFileFactory.create(resource=film, url="https://purl.fdlp.gov/GPO/gpo97212")
    for pasted in ("http://purl.fdlp.gov/GPO/gpo97212", "purl.fdlp.gov/GPO/gpo97212/"):
        answer = client.get("/search/", {"q": pasted})
        assert answer.headers["Location"].startswith(address_of("COPS-V1"))
    assert client.get("/search/", {"q": "https://purl.fdlp.gov/GPO/gpo97213"}).status_code == 200


def test_facets_are_boxes_with_counts(client: Client, library: None) -> None:
    tree = page(client, "/search/?q=gangs&kind=guide")
    assert numbers(tree) == ["COPS-P273"]
    sets = {text(f.select("legend")[0]): f for f in tree.select("aside fieldset")}
    kinds = [text(label) for label in sets["Kind"].select("label")]
    assert kinds == ["Guide 1 result", "Video 1 result"]
    (checked,) = tree.select("input[type=checkbox][checked]")
    assert (checked.get("name"), checked.get("value")) == ("kind", "guide")
    assert checked.get("form") == tree.select("form.search-box")[0].get("id")
    topics = [text(label) for label in sets["Topic"].select("label")]
    assert topics == ["Crime 1 result", "Gangs (part of Crime) 1 result"]
    assert len(sets["Topic"].select("li.facet__option--1")) == 1


def test_a_topic_includes_what_is_below_it(client: Client, library: None) -> None:
    assert sorted(numbers(page(client, "/search/?topic=crime"))) == ["COPS-P273", "COPS-V1"]
    assert numbers(page(client, "/search/?topic=gangs")) == ["COPS-P273"]


def test_a_chip_takes_one_filter_back(client: Client, library: None) -> None:
    tree = page(client, "/search/?q=gangs&kind=guide&format=print&sort=title")
    chips = {text(a): address(a) for a in tree.select("a.chip")}
    assert list(chips) == [
        "Remove the filter Kind: Guide",
        "Remove the filter Format: Print",
        "Remove all filters",
    ]
    assert parse_qsl(urlsplit(chips["Remove the filter Kind: Guide"]).query) == [
        ("q", "gangs"),
        ("format", "print"),
        ("sort", "title"),
    ]
    assert numbers(page(client, ADDRESS + chips["Remove all filters"])) == ["COPS-P273", "COPS-V1"]


def test_many_values_are_folded_but_never_a_chosen_one(
    client: Client, embedded: PostgresEngine
) -> None:
    years = range(1990, 2002)
    embedded.write([Change(y, 1, make_record(y, year=y, published=y * 10_000)) for y in years])
    (details,) = page(client).select("aside details")
    assert text(details.select("summary")[0]) == "4 more values of Year"
    assert details.get("open") is None
    assert page(client, "/search/?year=1990").select("aside details")[0].get("open") is not None


def test_a_chosen_value_without_results_can_be_taken_back(client: Client, library: None) -> None:
    tree = page(client, "/search/?q=gangs&kind=poster&exact=1")
    assert text(tree.select("h1")[0]) == "0 results for “gangs”"
    assert tree.select("input[value=poster][checked]")
    assert "Search again without filters" in text(tree.select("main")[0])


def test_pages_keep_the_whole_question(client: Client, embedded: PostgresEngine) -> None:
    embedded.write([Change(pk, 1, make_record(pk, title=f"Gang {pk}")) for pk in range(1, 46)])
    tree = page(client, "/search/?q=gang&kind=guide&sort=title&page=2")
    assert len(tree.select(".resource-card")) == 20
    assert tree.select("ol.resource-list")[0].get("start") == "21"
    assert "Showing 21\N{EN DASH}40" in text(tree.select("main")[0])
    (after,) = tree.select("a[rel=next]")
    asked = dict(parse_qsl(urlsplit(address(after)).query))
    assert asked == {"q": "gang", "kind": "guide", "sort": "title", "page": "3"}
    assert len(page(client, ADDRESS + address(after)).select(".resource-card")) == 5


def test_a_page_too_far_leads_back(client: Client, library: None) -> None:
    tree = page(client, "/search/?q=gangs&page=9")
    (link,) = [a for a in tree.select("main a") if "the last one" in text(a)]
    assert link.get("href") == "?q=gangs"


def test_nothing_found_helps(client: Client, library: None) -> None:
    tree = page(client, "/search/?q=zyzzyva")
    main = text(tree.select("main")[0])
    assert "0 results for “zyzzyva”" in main
    assert "Check the spelling" in main
    links = [a.get("href") for a in tree.select(".topic-grid a")]
    assert links == ["?topic=crime"]


def test_the_filter_in_the_way_is_given_up_and_said(client: Client, library: None) -> None:
    tree = page(client, "/search/?q=gangs&kind=poster&format=dvd")
    (told,) = tree.select(".search-told")
    assert "without the filter Kind: Poster" in text(told)
    assert numbers(tree) == ["COPS-V1"]
    assert [text(a) for a in tree.select("a.chip")] == ["Remove the filter Format: DVD"]
    (undo,) = told.select("a")
    strict = page(client, ADDRESS + address(undo))
    assert numbers(strict) == []
    assert not strict.select(".search-told")


def test_a_notice_says_what_was_changed(client: Client, library: None) -> None:
    main = text(page(client, "/search/?kind=spoon&page=x").select("main")[0])
    assert "A filter that does not exist was left out: Kind." in main
    assert "“page” must be a number" in main


def test_it_says_when_the_usual_engine_is_down(
    client: Client, library: None, settings: Settings
) -> None:
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    tree = page(client, "/search/?q=gangs")
    assert "Our usual search is not available" in text(tree.select("main")[0])
    assert numbers(tree) == ["COPS-P273", "COPS-V1"]


def test_statements_do_not_grow_with_hits(client: Client, embedded: PostgresEngine) -> None:
    embedded.write([Change(pk, 1, make_record(pk, title=f"Gang {pk}")) for pk in range(1, 30)])
    live_vocabulary()  # whose version is looked at once in ten seconds
    with CaptureQueriesContext(connection) as spent:
        page(client, "/search/?q=gang&kind=guide")
    assert len(spent) <= 6  # the menus among them; two fewer where Elasticsearch answers


class Markup(HTMLParser):
    """Collects what a browser would run."""

    def __init__(self) -> None:
        super().__init__()
        self.alarms: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.alarms += [f"{tag} {name}" for name, _ in attrs if name.startswith(("on", "style"))]
        self.alarms += [
            value
            for name, value in attrs
            if name in {"href", "src", "action"} and value and value.startswith("javascript:")
        ]
        if tag == "script" and not any(name == "src" for name, _ in attrs):
            self.alarms.append("script")


def alarms(markup: str) -> list[str]:
    parser = Markup()
    parser.feed(markup)
    return parser.alarms


HOSTILE = ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)")


@pytest.mark.parametrize("attack", HOSTILE)
def test_what_is_typed_or_cataloged_is_never_markup(
    client: Client, embedded: PostgresEngine, attack: str
) -> None:
    said = f"gang {attack}"
    record = make_record(1, title=said, abstract=said, contributors=(attack,))
    embedded.write([Change(1, 1, record)])
    for params in ({"q": f"gang {attack}"}, {"q": attack, "kind": attack, "sort": attack}):
        assert alarms(client.get(ADDRESS, params).content.decode()) == []


def test_naughty_strings_get_an_answer(client: Client, library: None, shared_data: Path) -> None:
    file = shared_data / "hostile" / "strings" / "blns.json"
    for typed in json.loads(file.read_text(encoding="utf-8")):
        params = {"q": typed, "topic": typed, "page": typed, "sort": typed}
        response = client.get(ADDRESS, params)
        assert response.status_code == 200
        assert alarms(response.content.decode()) == []


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=60))
def test_any_text_gets_an_answer(client: Client, library: None, typed: str) -> None:
    typed = typed.encode("utf-8", "replace").decode()
    assert client.get(ADDRESS, {"q": typed}).status_code == 200


def test_a_misspelled_word_is_corrected_and_said(client: Client, library: None) -> None:
    tree = page(client, "/search/?q=quiet+strets")
    assert text(tree.select("h1")[0]) == "1 result for “quiet streets”"
    (told,) = tree.select(".search-told")
    assert text(told) == ("Showing results for “quiet streets”. Search instead for “quiet strets”")
    assert not page(client, ADDRESS + address(told.select("a")[0])).select(".search-told")
    assert tree.select("#search-text")[0].get("value") == "quiet strets"
