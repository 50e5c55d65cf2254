"""Other words for what was typed."""

import pytest

from search.vocabulary.terms import Vocabulary, Wording, other_wordings

TEAM = Wording("crisis intervention team", 0.8)
THEFT = Wording("thefts from vehicles", 1.5)
BURGLARY = Wording("burglary")
INDIANA = Wording("Indiana", 0.5)
KNOWN = Vocabulary(
    wordings={"cit": (TEAM,), "car break ins": (THEFT, BURGLARY), "break ins": (BURGLARY,)},
    codes={"IN": (INDIANA,)},
)


def test_a_known_term_has_other_wordings_wherever_it_stands() -> None:
    assert other_wordings("new CIT training", KNOWN) == (TEAM,)


def test_the_longest_of_overlapping_terms_is_taken() -> None:
    assert other_wordings("stop car break-ins", KNOWN) == (THEFT, BURGLARY)
    assert other_wordings("stop break-ins", KNOWN) == (BURGLARY,)


def test_each_wording_is_given_once() -> None:
    assert other_wordings("break-ins, CIT, car break-ins", KNOWN) == (BURGLARY, TEAM, THEFT)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("jails in IN", (INDIANA,)),
        ("Jails, IN.", (INDIANA,)),
        ("jails in Ohio", ()),
        ("JAILS IN OHIO", ()),
        ("IN", ()),
        ("IN 1994", ()),
        ("In jails", ()),
    ],
)
def test_a_code_counts_in_capitals_among_words_that_are_not(
    words: str, found: tuple[Wording, ...]
) -> None:
    assert other_wordings(words, KNOWN) == found


def test_a_term_of_ones_own_replaces_one_that_was_built_in() -> None:
    own = {"car breakin": (TEAM,), "break ins": ()}
    merged = Vocabulary(wordings={**KNOWN.wordings, **own})
    assert other_wordings("car break-ins", merged) == (TEAM,)
    assert other_wordings("break-ins", merged) == ()


def test_unknown_words_have_no_other_wording() -> None:
    assert other_wordings("night shift", KNOWN) == ()
    assert other_wordings("", KNOWN) == ()
