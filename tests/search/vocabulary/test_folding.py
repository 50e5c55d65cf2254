"""Text as engines compare it."""

import pytest

from search.vocabulary.folding import separated, sort_key


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
