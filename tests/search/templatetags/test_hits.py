"""The hits of a results page."""

from bs4 import BeautifulSoup, Tag
from django.utils.safestring import SafeString

from search.results import FoundPassage, Hit
from search.templatetags.hits import hit_items
from search.views import ShownHit

HOSTILE = '<b onclick="x">&'


def make_hit(**values: object) -> Hit:
    known: dict[str, object] = {
        "id": 1,
        "product_number": "COPS-P273",
        "title": HOSTILE,
        "subtitle": HOSTILE,
        "url": "/resources/COPS-P273/a&b",
        "score": 1.0,
        "highlights": {},
        "identifiers": (),
        "abstract": HOSTILE + "word " * 100,
        "kind": "guide",
        "format": "print",
        "year": 2024,
        "availability": "available",
        "topics": (),
        "contributors": ("Able", "Baker", "Charlie", "Dog"),
        "added": 0,
        "passages": (),
    }
    return Hit(**(known | values))  # type: ignore[arg-type]


def shown(hit: Hit, **values: object) -> Tag:
    known = {
        "hit": hit,
        "title": hit.title,
        "snippet": "",
        "kind": "Guide",
        "format": HOSTILE,
        "availability": "Available",
        "passages": (),
    }
    item = hit_items([ShownHit(**(known | values))])  # type: ignore[arg-type]
    (tag,) = BeautifulSoup(item, "html.parser").select("li > article")
    return tag


def test_everything_is_shown_and_nothing_cataloged_is_markup() -> None:
    tag = shown(make_hit())
    assert not tag.select("b")
    assert tag.h2 is not None
    assert tag.h2.get_text() == f"{HOSTILE}: {HOSTILE}"
    assert [link["href"] for link in tag.select("h2 a")] == ["/resources/COPS-P273/a&b"]
    facts = [item.get_text() for item in tag.select(".resource-card__meta li")]
    assert facts == ["COPS-P273", "Guide", HOSTILE, "2024"]
    assert tag.select(".search-hit__names")[0].get_text() == "Able; Baker; Charlie; and others"
    abstract = tag.select(".resource-card__text")[0].get_text()
    assert abstract.startswith(HOSTILE)
    assert (len(abstract), abstract[-1]) == (280, "…")
    assert tag.select(".badge--available")[0].get_text() == "Available"


def test_marks_stay_markup_and_passages_lead_inside() -> None:
    place = FoundPassage("page 37", "/documents/1/#page=37", "")
    marked = SafeString("a <mark>night</mark>")
    tag = shown(make_hit(), title=marked, snippet=marked, passages=((place, marked),))
    assert len(tag.select("h2 mark, .resource-card__text mark, .search-hit__passages mark")) == 3
    (link,) = tag.select(".search-hit__passages a")
    assert (link["href"], link.get_text()) == (place.url, f"Page 37 of {HOSTILE}")


def test_what_is_not_known_leaves_no_trace() -> None:
    hit = make_hit(subtitle="", abstract="", year=None, contributors=())
    tag = shown(hit, kind="", format="", availability="")
    assert [item.get_text() for item in tag.select("li")] == ["COPS-P273"]
    assert not tag.select("p, .resource-card__foot, .search-hit__passages")
