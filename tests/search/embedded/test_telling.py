"""Which words find, and which only rank."""

import pytest

from search.embedded.telling import telling

HELD = {"groundwat": 900, "flow": 1_500, "state": 66_000, "unit": 65_000, "rare": 20}


@pytest.mark.parametrize(
    ("asked", "finding"),
    [
        (("groundwat", "state", "unit"), ("groundwat",)),
        (("state", "groundwat", "flow", "unit"), ("groundwat", "flow")),  # both tell
        (("rare", "state"), ("rare", "state")),  # too few hold it to leave the others out
        (("state", "unit"), ("unit", "state")),  # nothing tells
        (("unheard", "state"), ("unheard", "state")),
        ((), ()),
    ],
)
def test_the_rarest_words_find(asked: tuple[str, ...], finding: tuple[str, ...]) -> None:
    assert telling(asked, HELD, 100_000) == finding
