"""Other words for what was typed."""

from search.vocabulary.terms import Vocabulary, other_wordings

KNOWN = Vocabulary(
    wordings={
        "cit": ("crisis intervention team",),
        "car break ins": ("thefts from vehicles", "theft from automobiles"),
        "break ins": ("burglary",),
    }
)


def test_a_known_term_is_put_otherwise_where_it_stands() -> None:
    assert other_wordings("CIT training", KNOWN) == ("crisis intervention team training",)


def test_the_longest_of_overlapping_terms_is_taken() -> None:
    assert other_wordings("stop car break-ins", KNOWN) == (
        "stop thefts from vehicles",
        "stop theft from automobiles",
    )


def test_each_known_term_is_replaced_by_itself() -> None:
    assert other_wordings("break-ins and CIT", KNOWN) == (
        "burglary and cit",
        "break ins and crisis intervention team",
    )


def test_unknown_words_have_no_other_wording() -> None:
    assert other_wordings("night shift", KNOWN) == ()
    assert other_wordings("", KNOWN) == ()
