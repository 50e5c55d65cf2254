"""Where terms are found in a text."""

import pytest

from search.vocabulary.matching import Terms

KNOWN = Terms(["car break ins", "break ins", "911", "stolen mail", "school police", "theft"])


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("car break ins", ["car break ins"]),
        ("stop a car break in now", ["car break ins"]),
        ("car breakins", ["car break ins"]),
        ("cars breakin", ["car break ins"]),
        ("breaking into cars", ["car break ins"]),
        ("break in of my car", ["car break ins"]),
        ("police in the schools", ["school police"]),
        ("break ins and thefts", ["break ins", "theft"]),
        ("break", []),
        ("cars break down", []),
        ("police school", []),  # turned round without a small word: another thing
        ("in car break", []),
        ("9 11", []),
        ("911", ["911"]),
        ("mail stolen", []),
        ("", []),
    ],
)
def test_terms_are_found_however_inflected(words: str, found: list[str]) -> None:
    assert list(KNOWN.within(words.split())) == found


def test_of_terms_that_differ_in_inflection_the_last_prevails() -> None:
    terms = Terms(["car break in", "cars break ins"])
    assert list(terms.within(["car", "breakin"])) == ["cars break ins"]
