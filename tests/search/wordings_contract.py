"""What every search engine must do with other wordings, and with what is outdated.

A test class that keeps the contract of an engine takes this in as well.
"""

from collections.abc import Callable
from dataclasses import replace

import pytest

from search.engine import Change, SearchEngine
from search.query import SearchQuery
from search.question import Question, plain
from search.vocabulary.terms import Wording
from tests.search.contract import numbers
from tests.search.records import make_record


def asked(text: str, *wordings: str) -> Question:
    """Return the question of a text and other wordings of it."""
    return replace(plain(SearchQuery(text=text)), wordings=tuple(map(Wording, wordings)))


class WordingsContract:
    def test_all_words_of_another_wording_answer_too(self, library: SearchEngine) -> None:
        question = asked("kindergarten", "childcare academy", "childcare patrols nowhere")
        assert numbers(library.search(question)) == ["COPS-P274"]
        assert library.search(question).total == 1

    def test_another_wording_stands_beside_what_was_typed(self, library: SearchEngine) -> None:
        found = numbers(library.search(asked("night", "quiet streets")))
        assert found == ["COPS-P273", "COPS-W0800"]

    def test_another_wording_lifts_what_has_the_words_too(self, library: SearchEngine) -> None:
        assert numbers(library.search(asked("patrol", "quiet streets")))[0] == "COPS-W0800"
        assert numbers(library.search(asked("patrol", "policing shifts")))[0] == "COPS-P273"

    def test_a_wording_weighs_what_it_is_worth(self, library: SearchEngine) -> None:
        for weights, first in (((2.0, 0.1), "COPS-P274"), ((0.1, 2.0), "COPS-W0800")):
            wordings = map(Wording, ("childcare academy", "quiet streets"), weights)
            question = replace(plain(SearchQuery(text="nowhere")), wordings=tuple(wordings))
            assert numbers(library.search(question))[0] == first

    def test_a_curated_wording_comes_before_what_has_only_some_of_the_words(
        self, library: SearchEngine, write: Callable[[list[Change]], None]
    ) -> None:
        some = make_record(4, product_number="SOME", title="Fake background", abstract="Fake it.")
        meant = make_record(5, product_number="MEANT", title="Check fraud and card fraud")
        write([Change(4, 1, some), Change(5, 1, meant)])
        question = replace(
            plain(SearchQuery(text="fake checks downtown")), wordings=(Wording("check fraud", 1.5),)
        )
        assert numbers(library.search(question)) == ["MEANT", "SOME"]

    def test_phrases_and_exclusions_hold_for_other_wordings(self, library: SearchEngine) -> None:
        assert numbers(library.search(asked("night -calm", "quiet streets"))) == ["COPS-P273"]
        assert numbers(library.search(asked('night "stay rested"', "quiet streets"))) == [
            "COPS-P273"
        ]
        assert numbers(library.search(asked('night "after dark"', "quiet streets"))) == [
            "COPS-W0800"
        ]

    @pytest.mark.parametrize("wording", ["", "the of", "'; -- | & ! (", "\\ ' \" *", "☃"])
    def test_any_wording_is_answered(self, library: SearchEngine, wording: str) -> None:
        assert numbers(library.search(asked("night", wording))) == ["COPS-P273"]

    def test_words_of_another_wording_are_marked(self, library: SearchEngine) -> None:
        (hit,) = library.search(asked("kindergarten", "childcare academy")).hits
        marked = "Ánimo: a video on <mark>childcare</mark> at the <mark>academy</mark>"
        assert hit.highlights["title"] == (marked,)

    # What is outdated

    def test_an_outdated_resource_comes_after_current_ones_whatever_its_text(
        self, library: SearchEngine, write: Callable[[list[Change]], None]
    ) -> None:
        old = make_record(4, product_number="OLD", title="Patrol", subjects=("Patrol",), outdated=1)
        oldest = make_record(
            5, product_number="OLDEST", title="Patrol patrol", abstract="Patrol.", outdated=2
        )
        write([Change(4, 1, old), Change(5, 1, oldest)])
        for text in ("patrol", "patrol hours", "patrol -moon", ""):
            found = numbers(library.search(plain(SearchQuery(text=text))))
            assert found[3:] == ["OLD", "OLDEST"], text
        found = numbers(library.search(asked("moon", "patrol officers", "patrol")))
        assert found[-2:] == ["OLD", "OLDEST"]

    def test_a_number_or_a_pin_puts_an_outdated_resource_first(
        self, library: SearchEngine, write: Callable[[list[Change]], None]
    ) -> None:
        numbered = ("product_number:copsp9", "ncj:155069")
        old = make_record(4, product_number="COPS-P9", numbers=numbered, title="Old", outdated=1)
        write([Change(4, 1, old)])
        for text in ("COPS-P9", "NCJ 155069 patrol"):
            assert numbers(library.search(plain(SearchQuery(text=text))))[0] == "COPS-P9"
        pinned = replace(plain(SearchQuery(text="patrol")), pinned=(4,))
        assert numbers(library.search(pinned))[0] == "COPS-P9"
