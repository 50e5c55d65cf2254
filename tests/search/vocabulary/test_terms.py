"""Other words for what was typed."""

from search.vocabulary.terms import Vocabulary, Wording, other_wordings

TEAM = Wording("crisis intervention team", 0.8)
THEFT = Wording("thefts from vehicles", 1.5)
BURGLARY = Wording("burglary")
KNOWN = Vocabulary(
    wordings={"cit": (TEAM,), "car break ins": (THEFT, BURGLARY), "break ins": (BURGLARY,)}
)


def test_a_known_term_has_other_wordings_wherever_it_stands() -> None:
    assert other_wordings("new CIT training", KNOWN) == (TEAM,)


def test_the_longest_of_overlapping_terms_is_taken() -> None:
    assert other_wordings("stop car break-ins", KNOWN) == (THEFT, BURGLARY)
    assert other_wordings("stop break-ins", KNOWN) == (BURGLARY,)


def test_each_wording_is_given_once() -> None:
    assert other_wordings("break-ins, CIT, car break-ins", KNOWN) == (BURGLARY, TEAM, THEFT)


def test_unknown_words_have_no_other_wording() -> None:
    assert other_wordings("night shift", KNOWN) == ()
    assert other_wordings("", KNOWN) == ()
