"""What is asked about words, and which of the answers is taken."""

import pytest

from search.vocabulary.folding import words_of
from search.vocabulary.spelling import Asked, Candidate, asked_of, replacements, respelled


def test_words_are_letters_without_case_accents_and_possessive() -> None:
    assert words_of("The officer's Ánimo: 4C85, COVID-19 and o\u2019clock, the") == (
        *("the", "officer", "animo", "covid", "and", "oclock"),
    )


def test_only_long_words_may_be_misspelled_and_longer_ones_twice() -> None:
    edits = {asked.word: asked.edits for asked in asked_of("the dvd gang training neighborhood")}
    assert edits == {"the": 0, "dvd": 0, "gang": 1, "training": 2, "neighborhood": 2}


def test_two_letters_that_changed_places_are_one_slip() -> None:
    assert asked_of("agng") == (Asked("agng", 1, ("gang", "angg", "aggn")),)


@pytest.mark.parametrize("text", ["4C85", "p0lice", "covid19", "полиция", "x_police"])
def test_what_is_no_plain_word_is_not_asked_about(text: str) -> None:
    assert not any(asked.edits for asked in asked_of(text))


def test_known_words_are_asked_about_as_company_only() -> None:
    assert asked_of("lemas", {"lemas"}) == (Asked("lemas", 0),)


def candidate(word: str, distance: int, documents: int, *, fits: bool = False) -> Candidate:
    return Candidate("x", word, distance, documents, fits)


@pytest.mark.parametrize(
    ("candidates", "taken"),
    [
        ([candidate("near", 1, 1), candidate("far", 2, 99)], "near"),
        ([candidate("rare", 1, 1), candidate("frequent", 1, 2)], "frequent"),
        ([candidate("frequent", 1, 99), candidate("fitting", 1, 1, fits=True)], "fitting"),
        ([candidate("near", 1, 1), candidate("frequent", 2, 99, fits=True)], "frequent"),
    ],
)
def test_few_slips_good_company_and_frequent_words_win(
    candidates: list[Candidate], taken: str
) -> None:
    assert replacements(candidates)[0] == {"x": taken}


def test_the_next_likeliest_words_are_other_readings_and_they_are_few() -> None:
    ways = replacements(
        [candidate("a", 1, 9), candidate("b", 1, 8), candidate("d", 1, 6)]
        + [
            Candidate("y", word, 1, documents, fits=False)
            for word, documents in (("k", 9), ("l", 7))
        ]
    )
    assert ways == [{"x": "a", "y": "k"}, {"x": "b", "y": "k"}, {"x": "a", "y": "l"}]
    assert replacements([]) == []


def test_words_are_replaced_where_they_stand() -> None:
    assert respelled("Polcie, officer's polcie-dog", {"polcie": "police"}) == (
        "police, officer's police-dog",
        (("Polcie", "police"), ("polcie", "police")),
    )
