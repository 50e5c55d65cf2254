"""What a query asks once the vocabulary was heard."""

from collections.abc import Sequence

import pytest
from pytest_django import DjangoAssertNumQueries

from search.embedded.engine import PostgresEngine
from search.engine import Change
from search.query import SearchQuery
from search.question import Question
from search.understanding import MAX_WORDINGS, understand
from search.vocabulary.reading import Reading
from search.vocabulary.spelling import Asked, Candidate
from search.vocabulary.terms import Vocabulary, Wording
from tests.search.records import make_record

KNOWN = Vocabulary(
    wordings={"cit": (Wording("team", 0.5), Wording("crisis intervention team"))},
    aliases={"the blue book": "policing handbook"},
    promotions={"cit": (7, 3)},
)


def none(_: Sequence[Asked]) -> list[Candidate]:
    return []


def test_words_are_read_and_put_otherwise() -> None:
    query = SearchQuery(text="CIT video")
    assert understand(query, KNOWN, near=none) == Question(
        query,
        Reading(words="CIT video"),
        wordings=(Wording("crisis intervention team"), Wording("team", 0.5)),
    )


def test_promotions_are_for_the_whole_text_however_it_is_written() -> None:
    assert understand(SearchQuery(text=" CIT! "), KNOWN, near=none).pinned == (7, 3)


def test_an_alias_is_asked_in_place_of_the_text() -> None:
    query = SearchQuery(text="The Blue-Book")
    question = understand(query, KNOWN, near=none)
    assert question.reading.words == "policing handbook"
    assert question.query == query


def test_a_text_full_of_terms_is_asked_in_a_few_other_ways() -> None:
    weights = [place / 10 for place in range(1, 31)]
    known = Vocabulary(wordings={"x": tuple(Wording(f"x{weight}", weight) for weight in weights)})
    question = understand(SearchQuery(text="x"), known)
    assert [wording.weight for wording in question.wordings] == weights[: -MAX_WORDINGS - 1 : -1]


def test_what_is_quoted_or_left_out_is_not_put_otherwise() -> None:
    query = SearchQuery(text='video "CIT" -cit')
    assert understand(query, KNOWN, near=near).wordings == ()


def near(asked: Sequence[Asked]) -> list[Candidate]:
    """Know nothing but "police"."""
    return [Candidate(a.word, "police", 1, 5, fits=False) for a in asked if a.edits]


def test_a_misspelled_word_is_read_as_the_nearest_and_the_query_stays() -> None:
    query = SearchQuery(text="Polcie DVD")
    question = understand(query, Vocabulary(), near=near)
    assert question.reading.words == "police DVD"
    assert question.corrected == (("Polcie", "police"),)
    assert question.query == query


@pytest.mark.parametrize("text", ['"polcie"', "dvd -polcie", "NCJ 155063", "pol1cie", "p0lcie dvd"])
def test_phrases_exclusions_and_numbers_are_never_corrected(text: str) -> None:
    assert understand(SearchQuery(text=text), Vocabulary(), near=near).corrected == ()


def test_a_query_can_be_taken_exactly() -> None:
    query = SearchQuery(text="polcie", exact=True)
    assert understand(query, Vocabulary(), near=near).reading.words == "polcie"


def test_words_of_the_vocabulary_are_never_corrected() -> None:
    known = Vocabulary(wordings={"lemas survey": (Wording("statistics"),)})
    assert understand(SearchQuery(text="LEMAS survey"), known, near=near).corrected == ()


@pytest.mark.django_db
def test_a_new_word_is_known_as_soon_as_its_document_is(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    query = SearchQuery(text="albatros patrol")
    assert understand(query, Vocabulary()).corrected == ()
    PostgresEngine().write([Change(1, 1, make_record(1, title="Albatross on patrol"))])
    with django_assert_num_queries(1):
        assert understand(query, Vocabulary()).corrected == (("albatros", "albatross"),)
    PostgresEngine().write([Change(2, 1, make_record(2, title="Albatros"))])
    assert understand(query, Vocabulary()).corrected == ()
