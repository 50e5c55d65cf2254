"""Everything there is to tell about a query, from what an index holds."""

import pytest

from search.embedded.engine import PostgresEngine
from search.engine import Change
from search.lexicon import live_vocabulary
from search.query import FacetName, SearchQuery
from search.relaxing import GivenUp, Step
from search.replying import reply
from tests.search.contract import LIBRARY, numbers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def library(embedded: PostgresEngine) -> None:
    embedded.write([Change(record.id, 10, record) for record in LIBRARY])


def test_a_number_has_its_own_resource() -> None:
    for text in ("COPS-P273", "p273", "NCJ 155063"):
        own = reply(SearchQuery(text=text)).own
        assert own is not None
        assert own.product_number == "COPS-P273"
    for text in ("night", "patrol COPS-P273", "", '"night shift" COPS-P273', "COPS-P273 -night"):
        assert reply(SearchQuery(text=text)).own is None


def test_an_absent_number_is_not_answered_by_its_neighbor() -> None:
    answer = reply(SearchQuery(text="COPS-P275"))
    assert (answer.results.total, answer.own, answer.steps) == (0, None, ())
    assert [near.number for near in answer.neighbors][:2] == ["COPS-P274", "COPS-P273"]


def test_quotation_marks_are_given_up_and_said() -> None:
    answer = reply(SearchQuery(text='"shift night"'))
    assert numbers(answer.results) == ["COPS-P273"]
    assert answer.steps == (Step(GivenUp.QUOTES, ("shift night",)),)
    assert answer.question.query.text == "shift night"


def test_a_filter_is_given_up_and_said() -> None:
    query = SearchQuery(text="night", filters=((FacetName.KIND, ("video",)),))
    answer = reply(query)
    assert numbers(answer.results) == ["COPS-P273"]
    assert answer.steps == (Step(GivenUp.FILTER, ("video",), FacetName.KIND),)


def test_what_is_to_be_taken_exactly_is() -> None:
    exact = SearchQuery(text="night", filters=((FacetName.KIND, ("video",)),), exact=True)
    answer = reply(exact)
    assert (answer.results.total, answer.steps) == (0, ())


def test_nothing_is_asked_twice_where_something_was_found(
    django_assert_num_queries: object,
) -> None:
    live_vocabulary()  # as any process has that has searched before
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert reply(SearchQuery(text="patrol")).results.total
