"""The boxes of a facet."""

from bs4 import BeautifulSoup

from search.facets import FacetChoice, Option
from search.templatetags.facets import facet_options

OPTIONS = (
    Option("a&b", "Gangs <b>", 1_200, is_selected=True, depth=1, broader="Crime & order"),
    Option("dvd", "DVD", 1, is_selected=False),
)


def test_an_option_is_a_box_with_a_label_and_a_count() -> None:
    shown = facet_options(FacetChoice("topic", "Topic", OPTIONS), OPTIONS, "more")
    first, second = BeautifulSoup(shown, "html.parser").select("ul > li")
    assert first["class"] == ["facet__option", "facet__option--1", "is-selected"]
    assert second["class"] == ["facet__option"]
    (box,) = first.select("input[type=checkbox][name=topic][form=search-form][checked]")
    assert box["value"] == "a&b"
    assert [label["for"] for label in first.select("label")] == [box["id"]] == ["topic-more-1"]
    assert first.get_text() == "Gangs <b> (part of Crime & order) 1,200 results"
    assert second.get_text() == "DVD 1 result"
    assert not second.select("[checked]")
