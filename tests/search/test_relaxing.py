"""What is asked when nothing answers, and in which order."""

import pytest

from search.query import FacetName, SearchQuery
from search.question import plain
from search.relaxing import GivenUp, attempts
from search.results import Bucket, Facet, Results

KIND, TOPIC = FacetName.KIND, FacetName.TOPIC


def nothing(**counts: dict[str, int]) -> Results:
    facets = (
        Facet(FacetName(name), tuple(Bucket(value, count) for value, count in values.items()))
        for name, values in counts.items()
    )
    return Results(0, (), tuple(facets), "any")


def tried(query: SearchQuery, results: Results) -> list[tuple[str, list[str], list[GivenUp]]]:
    return [
        (
            attempt.query.text,
            [name for name, _ in attempt.query.filters],
            [step.given_up for step in attempt.steps],
        )
        for attempt in attempts(plain(query), results)
    ]


def test_fewer_words_then_fewer_filters() -> None:
    query = SearchQuery(text='"drug court" youth -adult', filters=((KIND, ("map",)),))
    assert tried(query, nothing()) == [
        ('youth "drug court"', [KIND], [GivenUp.EXCLUSIONS]),
        ("youth drug court", [KIND], [GivenUp.EXCLUSIONS, GivenUp.QUOTES]),
        ("youth drug court", [], [GivenUp.EXCLUSIONS, GivenUp.QUOTES, GivenUp.FILTER]),
    ]


def test_the_filter_in_the_way_of_most_is_opened_first() -> None:
    query = SearchQuery(text="gangs", filters=((KIND, ("map",)), (TOPIC, ("gangs",))))
    results = nothing(kind={"guide": 2, "video": 1}, topic={"crime": 2, "fraud": 2})
    assert tried(query, results) == [("gangs", [TOPIC], [GivenUp.FILTER])]


def test_filters_that_exclude_each_other_are_all_opened() -> None:
    query = SearchQuery(text="gangs", filters=((KIND, ("map",)), (TOPIC, ("gangs",))))
    assert tried(query, nothing()) == [("gangs", [], [GivenUp.FILTER, GivenUp.FILTER])]


@pytest.mark.parametrize("text", ["zyzzyva", "zyzzyva quux", "COPS-P274", "P274", "", "-gangs"])
def test_what_cannot_be_said_with_less_is_not_asked_again(text: str) -> None:
    assert tried(SearchQuery(text=text), nothing()) == []


def test_there_is_an_end_to_trying() -> None:
    filters = tuple((name, ("x",)) for name in FacetName)
    query = SearchQuery(text='"a b" "c d" -e -f', filters=filters)
    assert len(tried(query, nothing())) <= 4
