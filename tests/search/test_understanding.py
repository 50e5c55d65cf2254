"""What a query asks once the vocabulary was heard."""

from search.query import SearchQuery
from search.question import Question, Wording
from search.understanding import understand
from search.vocabulary.reading import Reading
from search.vocabulary.terms import Vocabulary

KNOWN = Vocabulary(
    wordings={"cit": ("crisis intervention team",)},
    aliases={"the blue book": "policing handbook"},
    promotions={"cit": (7, 3)},
)


def test_words_are_read_and_put_otherwise() -> None:
    query = SearchQuery(text="CIT video")
    assert understand(query, KNOWN) == Question(
        query,
        Reading(words="CIT video"),
        wordings=(Wording("crisis intervention team video"),),
    )


def test_promotions_are_for_the_whole_text_however_it_is_written() -> None:
    assert understand(SearchQuery(text=" CIT! "), KNOWN).pinned == (7, 3)


def test_an_alias_is_asked_in_place_of_the_text() -> None:
    query = SearchQuery(text="The Blue-Book")
    question = understand(query, KNOWN)
    assert question.reading.words == "policing handbook"
    assert question.query == query
