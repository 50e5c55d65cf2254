"""Text as engines compare it."""

import pytest

from search.vocabulary.folding import separated, sort_key, uninflected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("stop/frisk", "stop frisk"),
        ("stop & frisk", "stop and frisk"),
        ("break-ins", "break-ins"),
        ("covid-19", "covid 19"),
        ("officer\N{RIGHT SINGLE QUOTATION MARK}s", "officer's"),
        ("'quoted' -minus-", "quoted minus"),
        ("J.D. v.2 a@b.gov", "J D v 2 a b gov"),
        ("snake_case", "snake case"),
        ("cafe\u0301", "café"),
    ],
)
def test_words_are_parted(text: str, words: str) -> None:
    assert separated(text) == words


@pytest.mark.parametrize(
    ("title", "key"),
    [("“Ánimo!”: a Guide", "animo a guide"), ("Officer's log", "officers log"), ("...", "")],
)
def test_titles_are_compared_bare(title: str, key: str) -> None:
    assert sort_key(title) == key


@pytest.mark.parametrize(
    "words",
    [
        ("break", "breaks", "breaking"),
        ("rob", "robs", "robbing", "robbed"),
        ("theft", "thefts"),
        ("body", "bodies"),
        ("coach", "coaches", "coaching"),
        ("drive", "drives", "driving"),
        ("kill", "kills", "killing", "killed"),
        ("police", "policing", "policed"),
        ("in", "ins"),
    ],
)
def test_inflected_forms_share_what_they_are_known_by(words: tuple[str, ...]) -> None:
    assert len({uninflected(word) for word in words}) == 1


@pytest.mark.parametrize("pair", [("ring", "r"), ("bed", "b"), ("bus", "bu"), ("gas", "gass")])
def test_different_words_stay_apart(pair: tuple[str, str]) -> None:
    assert uninflected(pair[0]) != uninflected(pair[1])
