"""Everything there is to tell about a query, from what an index holds."""

from dataclasses import replace

import pytest
from pytest_django import Settings

from search.embedded.engine import PostgresEngine
from search.engine import Change
from search.lexicon import live_vocabulary
from search.query import FacetName, SearchQuery
from search.relaxing import GivenUp, Step
from search.replying import reply
from tests.search.contract import LIBRARY, numbers
from tests.search.records import make_record

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


@pytest.fixture(params=["postgresql", pytest.param("elasticsearch", marks=pytest.mark.elastic)])
def both(request: pytest.FixtureRequest, settings: Settings) -> str:
    """Let each engine answer in turn."""
    if request.param == "elasticsearch":
        elastic = request.getfixturevalue("elastic")
        with elastic.fresh_index() as fresh:
            fresh.write([Change(record.id, 10, record) for record in SPELLED])
        settings.ELASTICSEARCH_URL = request.getfixturevalue("elasticsearch_url")
        settings.ELASTICSEARCH_INDEX = elastic._alias  # noqa: SLF001
    return str(request.param)


SPELLED = [
    *(make_record(pk, title=f"Guide {pk}", kind="guide") for pk in (11, 12)),
    make_record(13, title="Glide", kind="video"),
    make_record(14, title="Elide", kind="report"),
]


def test_a_misspelled_word_is_read_otherwise_where_its_likeliest_reading_finds_nothing(
    embedded: PostgresEngine, both: str
) -> None:
    embedded.write([Change(record.id, 10, record) for record in SPELLED])
    query = SearchQuery(text="Gide", filters=((FacetName.KIND, ("video",)),))
    answer = reply(query)
    assert (answer.results.engine, [hit.title for hit in answer.results.hits]) == (both, ["Glide"])
    assert answer.question.corrected == (("Gide", "glide"),)
    assert answer.steps == ()
    likeliest = reply(replace(query, filters=()))
    assert likeliest.question.corrected == (("Gide", "guide"),)
    assert reply(replace(query, exact=True)).results.total == 0
    nowhere = reply(replace(query, filters=((FacetName.KIND, ("map",)),)))
    assert nowhere.question.corrected == (("Gide", "guide"),)
    assert [step.given_up for step in nowhere.steps] == [GivenUp.FILTER]


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
