"""What a query asks once the vocabulary was heard."""

from search.query import SearchQuery
from search.question import Question
from search.understanding import MAX_WORDINGS, understand
from search.vocabulary.reading import Reading
from search.vocabulary.terms import Vocabulary, Wording

KNOWN = Vocabulary(
    wordings={"cit": (Wording("team", 0.5), Wording("crisis intervention team"))},
    aliases={"the blue book": "policing handbook"},
    promotions={"cit": (7, 3)},
)


def test_words_are_read_and_put_otherwise() -> None:
    query = SearchQuery(text="CIT video")
    assert understand(query, KNOWN) == Question(
        query,
        Reading(words="CIT video"),
        wordings=(Wording("crisis intervention team"), Wording("team", 0.5)),
    )


def test_promotions_are_for_the_whole_text_however_it_is_written() -> None:
    assert understand(SearchQuery(text=" CIT! "), KNOWN).pinned == (7, 3)


def test_an_alias_is_asked_in_place_of_the_text() -> None:
    query = SearchQuery(text="The Blue-Book")
    question = understand(query, KNOWN)
    assert question.reading.words == "policing handbook"
    assert question.query == query


def test_a_text_full_of_terms_is_asked_in_a_few_other_ways() -> None:
    weights = [place / 10 for place in range(1, 31)]
    known = Vocabulary(wordings={"x": tuple(Wording(f"x{weight}", weight) for weight in weights)})
    question = understand(SearchQuery(text="x"), known)
    assert [wording.weight for wording in question.wordings] == weights[: -MAX_WORDINGS - 1 : -1]


def test_what_is_quoted_or_left_out_is_not_put_otherwise() -> None:
    assert understand(SearchQuery(text='video "CIT" -cit'), KNOWN).wordings == ()
