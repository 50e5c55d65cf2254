"""What every search engine must do with the text inside files; part of the one contract."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from search.engine import Change, SearchEngine
from search.passages import Passage
from search.query import SearchQuery
from search.question import plain
from search.results import MOST_FOUND_PASSAGES, Bucket
from search.vocabulary.terms import Wording
from tests.search.records import make_record


class InsideContract:
    """Tests for the fixtures `engine`, `write` and `library` of `EngineContract`."""

    @pytest.fixture
    def bookshelf(
        self, library: SearchEngine, write: Callable[[list[Change]], None]
    ) -> SearchEngine:
        """Return the library with a book of three pages and a film of two passages."""
        pages = (
            Passage("page 1", "/documents/7/b.pdf#page=1", "Owls hunt by night. See COPS-P999."),
            Passage("page 2", "/documents/7/b.pdf#page=2", "The officer counts 415 <b>owls</b>."),
            Passage("page 37", "/documents/7/b.pdf#page=37", "Barn owls nest in quiet belfries."),
        )
        times = (Passage("12:40", "/documents/8/f.mp4#t=760", "Listen for wings in the belfry"),)
        book = make_record(4, title="A field book", topics=("birds",), passages=pages)
        film = make_record(5, title="Wings", kind="video", passages=times)
        write([Change(4, 10, book), Change(5, 10, film)])
        return library

    def test_a_passage_that_differs_is_told(
        self, engine: SearchEngine, write: Callable[[list[Change]], None]
    ) -> None:
        said, other = (Passage("page 1", "/a.pdf#page=1", text) for text in ("One", "Two"))
        held = [Change(pk, 1, make_record(pk, passages=(said,))) for pk in (1, 2, 3)]
        write(held)
        assert engine.differing(held) == set()
        changed = [Change(1, 1, make_record(1, passages=(other,))), Change(2, 1, make_record(2))]
        assert engine.differing([*changed, held[2]]) == {1, 2}

    def test_a_passage_is_found_and_says_where_it_is(self, bookshelf: SearchEngine) -> None:
        results = bookshelf.search(plain(SearchQuery(text="barn belfries")))
        (hit,) = results.hits
        assert (hit.title, results.total) == ("A field book", 1)
        (passage,) = hit.passages
        assert (passage.label, passage.url) == ("page 37", "/documents/7/b.pdf#page=37")
        assert "<mark>Barn</mark> owls" in passage.text
        assert "<mark>belfries</mark>" in passage.text

    def test_a_time_is_found(self, bookshelf: SearchEngine) -> None:
        (hit,) = bookshelf.search(plain(SearchQuery(text='"wings in the belfry"'))).hits
        assert [(p.label, p.url) for p in hit.passages] == [("12:40", "/documents/8/f.mp4#t=760")]

    @pytest.mark.parametrize(
        "text", ["night belfries", '"quiet barn"', '"owls hunt" belfries', "belfries -nest -wings"]
    )
    def test_all_words_must_stand_in_one_passage(self, bookshelf: SearchEngine, text: str) -> None:
        found = bookshelf.search(plain(SearchQuery(text=text))).hits
        assert [hit for hit in found if hit.passages] == []

    def test_a_passage_without_the_word_left_out_is_found(self, bookshelf: SearchEngine) -> None:
        (hit,) = bookshelf.search(plain(SearchQuery(text="owls -nest -night"))).hits
        assert [passage.label for passage in hit.passages] == ["page 2"]
        assert bookshelf.search(plain(SearchQuery(text="owls -field"))).total == 0

    def test_passages_come_best_first_and_three_at_most(
        self, engine: SearchEngine, write: Callable[[list[Change]], None]
    ) -> None:
        texts = ["owl"] * 3 + ["owl, owl, owl!"] + ["owl and many other words beside it"] * 3
        passages = tuple(Passage(f"page {n}", f"/{n}", text) for n, text in enumerate(texts, 1))
        write([Change(1, 1, make_record(1, passages=passages))])
        (hit,) = engine.search(plain(SearchQuery(text="owls"))).hits
        assert len(hit.passages) == MOST_FOUND_PASSAGES
        assert hit.passages[0].label == "page 4"

    def test_what_is_only_inside_comes_after_what_is_described(
        self, bookshelf: SearchEngine, write: Callable[[list[Change]], None]
    ) -> None:
        described = make_record(6, title="Birds", abstract="Of owls and of belfries.")
        write([Change(6, 1, described)])
        results = bookshelf.search(plain(SearchQuery(text="owls belfries")))
        assert [hit.title for hit in results.hits] == ["Birds", "A field book"]
        (topics, *_) = results.facets
        assert topics.buckets == (Bucket("birds", 1),)

    def test_another_wording_is_found_inside_and_comes_last(
        self, bookshelf: SearchEngine, write: Callable[[list[Change]], None]
    ) -> None:
        described = make_record(6, title="Raptors")
        typed = (Passage("page 9", "/9", "Raptors in every barn."),)
        write([Change(6, 1, described), Change(7, 1, make_record(7, title="X", passages=typed))])
        wordings = (Wording("barn owls", 0.4), Wording("hunt", 0.2))
        question = replace(plain(SearchQuery(text="raptors")), wordings=wordings)
        found = bookshelf.search(question).hits
        assert [hit.title for hit in found] == ["Raptors", "X", "A field book"]
        (passage,) = found[-1].passages  # not the page that has what is only near in meaning
        assert passage.label == "page 37"
        assert "<mark>Barn</mark> <mark>owls</mark>" in passage.text

    def test_words_as_typed_come_before_another_wording_of_the_same_file(
        self, engine: SearchEngine, write: Callable[[list[Change]], None]
    ) -> None:
        texts = ("Barn owls, barn owls.", "Raptors, said once among many other words of a page.")
        pages = tuple(Passage(f"page {n}", f"/{n}", text) for n, text in enumerate(texts, 1))
        write([Change(1, 1, make_record(1, passages=pages))])
        question = plain(SearchQuery(text="raptors -herons"))
        (hit,) = engine.search(replace(question, wordings=(Wording("barn owls"),))).hits
        assert [passage.label for passage in hit.passages] == ["page 2", "page 1"]

    def test_phrases_and_exclusions_hold_for_another_wording_inside(
        self, bookshelf: SearchEngine
    ) -> None:
        for text, total in (
            ('raptors "quiet belfries"', 1),
            ('raptors "by night"', 0),
            ("raptors -nest", 0),
        ):
            question = replace(plain(SearchQuery(text=text)), wordings=(Wording("barn owls"),))
            assert bookshelf.search(question).total == total, text

    def test_a_superseded_resource_stays_below_whatever_is_inside_it(
        self, bookshelf: SearchEngine, write: Callable[[list[Change]], None]
    ) -> None:
        passages = (Passage("page 1", "/documents/9/c.pdf#page=1", "owls owls owls"),)
        write([Change(7, 1, make_record(7, title="Owls", outdated=1, passages=passages))])
        results = bookshelf.search(plain(SearchQuery(text="owls")))
        assert [hit.title for hit in results.hits] == ["A field book", "Owls"]

    @pytest.mark.parametrize("text", ["COPS-P999", "cops p999", "NCJ 415", "416", "COPS-P415"])
    def test_a_number_is_not_answered_by_a_text(self, bookshelf: SearchEngine, text: str) -> None:
        assert bookshelf.search(plain(SearchQuery(text=text))).total == 0

    def test_a_passage_is_safe_to_show(self, bookshelf: SearchEngine) -> None:
        (hit,) = bookshelf.search(plain(SearchQuery(text="counts 415"))).hits
        (passage,) = hit.passages
        assert "<mark>415</mark>" in passage.text
        assert set(re.findall(r"<[^>]*>", passage.text)) == {"<mark>", "</mark>"}

    def test_passages_change_and_go_with_their_resource(
        self, bookshelf: SearchEngine, write: Callable[[list[Change]], None]
    ) -> None:
        other = (Passage("page 1", "/documents/9/c.pdf#page=1", "Herons stand in water."),)
        write([Change(4, 11, make_record(4, title="A field book", passages=other))])
        assert bookshelf.search(plain(SearchQuery(text="barn belfries"))).total == 0
        (hit,) = bookshelf.search(plain(SearchQuery(text="herons water"))).hits
        assert hit.passages[0].url == "/documents/9/c.pdf#page=1"
        write([Change(4, 9, make_record(4, passages=(Passage("page 1", "/x", "Late owls"),)))])
        assert bookshelf.search(plain(SearchQuery(text="late owls"))).total == 0
        write([Change(4, 12, None)])
        assert bookshelf.search(plain(SearchQuery(text="herons water"))).total == 0
