"""What a search is called."""

from search.labels import CLOSED, Labels
from search.naming import name_of
from search.query import FacetName, SearchQuery

LABELS = Labels({**CLOSED, FacetName.TOPIC: {"gangs": "Gangs"}})


def test_words_and_filters_are_named() -> None:
    query = SearchQuery(
        text="what works",
        filters=((FacetName.TOPIC, ("gangs",)), (FacetName.FORMAT, ("dvd", "print"))),
    )
    assert name_of(query, LABELS) == "“what works”; Topic: Gangs; Format: DVD or Print"


def test_a_search_for_everything_has_a_name() -> None:
    assert name_of(SearchQuery(), LABELS) == "everything in the library"
