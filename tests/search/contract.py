"""What every search engine must do. A test class per engine gives it the fixture `engine`."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from search.engine import Change, IndexWriter, SearchEngine
from search.query import MAX_WINDOW, FacetName, SearchQuery, Sort
from search.question import plain
from search.results import Results
from tests.search.inside_contract import InsideContract
from tests.search.records import make_record

LIBRARY = (
    make_record(
        1,
        product_number="COPS-P273",
        numbers=("ncj:155063", "product_number:copsp273"),
        identifiers=(("ncj", "NCJ 155063"),),
        title="Policing the night shift",
        abstract="How officers stay rested and alert.",
        contributors=("Okafor, Ada",),
        topics=("patrol", "wellness"),
        topic_names=("Patrol", "Officer wellness", "Fatigue"),
        kind="guide",
        format="print",
        year=2012,
        published=20120400,
        availability="available",
        added=2_000,
    ),
    make_record(
        2,
        product_number="COPS-P274",
        numbers=("product_number:copsp274",),
        title="Ánimo: a video on childcare at the academy",
        abstract="What a patrol academy did for young parents.",
        topics=("training",),
        topic_names=("Training",),
        kind="video",
        format="dvd",
        languages=("eng", "spa"),
        year=2010,
        published=20100000,
        availability="back_order",
        added=3_000,
    ),
    make_record(
        3,
        product_number="COPS-W0800",
        numbers=("product_number:copsw0800",),
        title="Zones of calm",
        subtitle="Quiet streets after dark",
        abstract="Neighbors and patrol officers share the evening hours.",
        topics=("patrol",),
        topic_names=("Patrol",),
        kind="report",
        format="download",
        year=None,
        published=0,
        availability="download",
    ),
)

Found = Callable[..., list[str]]


def numbers(results: Results) -> list[str]:
    """Return the product numbers of the hits, in their order."""
    return [hit.product_number for hit in results.hits]


def counts(results: Results, name: FacetName) -> dict[str, int]:
    """Return a facet's values and counts."""
    facet = next(facet for facet in results.facets if facet.name == name)
    return {bucket.value: bucket.count for bucket in facet.buckets}


class EngineContract(InsideContract):
    """Add the fixture `engine`: an engine of which nothing has been asked or written yet."""

    @pytest.fixture
    def settle(self) -> Callable[[], None]:
        """Return what makes writes visible at once; most engines need nothing."""
        return lambda: None

    @pytest.fixture
    def write(
        self, engine: SearchEngine, settle: Callable[[], None]
    ) -> Callable[[list[Change]], None]:
        if not engine.is_ready():
            with engine.fresh_index():
                pass

        def write(changes: list[Change]) -> None:
            engine.write(changes)
            settle()

        return write

    @pytest.fixture
    def library(self, engine: SearchEngine, write: Callable[[list[Change]], None]) -> SearchEngine:
        write([Change(record.id, 10, record) for record in LIBRARY])
        return engine

    # Writing

    def test_a_document_is_found_and_complete(self, library: SearchEngine) -> None:
        (hit,) = library.search(plain(SearchQuery(text="night"))).hits
        record = LIBRARY[0]
        assert hit.product_number == record.product_number
        assert (hit.title, hit.subtitle, hit.url) == (record.title, "", record.url)
        assert hit.abstract == record.abstract
        assert [(i.scheme, i.value) for i in hit.identifiers] == [("ncj", "NCJ 155063")]
        assert (hit.kind, hit.format, hit.year) == ("guide", "print", 2012)
        assert hit.availability == "available"
        assert sorted(hit.topics) == ["patrol", "wellness"]
        assert hit.contributors == ("Okafor, Ada",)
        assert (hit.id, hit.added) == (record.id, record.added)
        assert hit.score > 0

    def test_an_empty_write_changes_nothing(self, library: SearchEngine) -> None:
        library.write([])
        assert len(dict(library.versions())) == 3

    def test_an_older_version_changes_nothing(
        self, library: SearchEngine, write: Callable[[list[Change]], None]
    ) -> None:
        write([Change(1, 9, make_record(1, title="Outdated")), Change(2, 9, None)])
        assert library.search(plain(SearchQuery(text="outdated"))).total == 0
        assert dict(library.versions()) == {1: 10, 2: 10, 3: 10}

    def test_an_equal_or_newer_version_is_taken(
        self, library: SearchEngine, write: Callable[[list[Change]], None]
    ) -> None:
        write([Change(1, 10, make_record(1, title="Equal")), Change(2, 11, make_record(2))])
        assert library.search(plain(SearchQuery(text="equal"))).total == 1
        assert dict(library.versions()) == {1: 10, 2: 11, 3: 10}

    def test_a_removed_document_stays_removed(
        self, library: SearchEngine, write: Callable[[list[Change]], None]
    ) -> None:
        write([Change(1, 12, None), Change(99, 12, None)])
        write([Change(1, 11, LIBRARY[0])])  # a change that arrives late
        assert library.search(plain(SearchQuery(text="night"))).total == 0
        assert sorted(dict(library.versions())) == [2, 3]

    def test_versions_come_in_the_order_of_ids(
        self, engine: SearchEngine, write: Callable[[list[Change]], None]
    ) -> None:
        write([Change(pk, pk * 7, make_record(pk)) for pk in (10, 9, 2, 100)])
        assert list(engine.versions()) == [(2, 14), (9, 63), (10, 70), (100, 700)]

    # A fresh index

    def test_a_fresh_index_replaces_all_at_once(
        self, library: SearchEngine, settle: Callable[[], None]
    ) -> None:
        with library.fresh_index() as fresh:
            fresh.write([Change(4, 1, make_record(4, title="Fresh"))])
            settle()
            assert library.search(plain(SearchQuery())).total == 3
        settle()
        assert dict(library.versions()) == {4: 1}
        assert library.search(plain(SearchQuery(text="fresh"))).total == 1

    def test_a_fresh_index_that_fails_changes_nothing(self, library: SearchEngine) -> None:
        class Spilled(Exception):
            pass

        @contextmanager
        def fresh() -> Iterator[IndexWriter]:
            with library.fresh_index() as writer:
                yield writer

        with pytest.raises(Spilled), fresh() as writer:  # noqa: PT012 - what fails is the block
            writer.write([Change(4, 1, make_record(4))])
            raise Spilled
        assert sorted(dict(library.versions())) == [1, 2, 3]
        assert library.is_ready()

    # Words

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("police", ["COPS-P273"]),  # policing
            ("STREET", ["COPS-W0800"]),  # a subtitle
            ("fatigue", ["COPS-P273"]),  # a used-for term
            ("okafor", ["COPS-P273"]),  # a contributor
            ("animo", ["COPS-P274"]),  # an accent
            ("nowhere", []),
        ],
    )
    def test_words_are_found(self, library: SearchEngine, text: str, found: list[str]) -> None:
        results = library.search(plain(SearchQuery(text=text)))
        assert (numbers(results), results.total) == (found, len(found))

    def test_a_word_of_the_title_comes_before_one_of_the_abstract(
        self, library: SearchEngine, write: Callable[[list[Change]], None]
    ) -> None:
        other = make_record(
            4, product_number="COPS-P4", title="Patrol", numbers=("product_number:copsp4",)
        )
        write([Change(4, 1, other)])
        assert numbers(library.search(plain(SearchQuery(text="patrol"))))[0] == "COPS-P4"

    def test_a_word_as_typed_comes_before_one_of_its_stem(
        self, library: SearchEngine, write: Callable[[list[Change]], None]
    ) -> None:
        for pk, title in ((4, "Gardens downtown"), (5, "Gardening downtown"), (6, "Garden plots")):
            write([Change(pk, 1, make_record(pk, product_number=f"COPS-P{pk}", title=title))])
        found = numbers(library.search(plain(SearchQuery(text="gardening downtown"))))
        assert found[:2] == ["COPS-P5", "COPS-P4"]
        found = numbers(library.search(plain(SearchQuery(text="gardens downtown"))))
        assert found[:2] == ["COPS-P4", "COPS-P5"]

    def test_two_words_find_what_is_written_as_one(self, library: SearchEngine) -> None:
        assert numbers(library.search(plain(SearchQuery(text="child care")))) == ["COPS-P274"]

    def test_a_phrase_stands_together(self, library: SearchEngine) -> None:
        assert numbers(library.search(plain(SearchQuery(text='"night shift"')))) == ["COPS-P273"]
        assert numbers(library.search(plain(SearchQuery(text='"shift night"')))) == []

    def test_a_word_can_be_left_out(self, library: SearchEngine) -> None:
        found = numbers(library.search(plain(SearchQuery(text="officers -neighbors"))))
        assert found == ["COPS-P273"]

    # Numbers

    @pytest.mark.parametrize("text", ["COPS-P273", "cops p273", "copsp273", "P273", "NCJ 155063"])
    def test_a_number_finds_its_resource_alone(self, library: SearchEngine, text: str) -> None:
        assert numbers(library.search(plain(SearchQuery(text=text)))) == ["COPS-P273"]

    @pytest.mark.parametrize(
        "text", ["COPS-P275", "COPS-P27", "NCJ 155064", "OCLC 155063", "P2735"]
    )
    def test_an_absent_number_finds_nothing(self, library: SearchEngine, text: str) -> None:
        assert library.search(plain(SearchQuery(text=text))).total == 0

    # Facets

    def test_facets_count_everything_found(self, library: SearchEngine) -> None:
        results = library.search(plain(SearchQuery()))
        assert [facet.name for facet in results.facets] == list(FacetName)
        assert counts(results, FacetName.TOPIC) == {"patrol": 2, "training": 1, "wellness": 1}
        assert counts(results, FacetName.LANGUAGE) == {"eng": 3, "spa": 1}
        assert counts(results, FacetName.YEAR) == {"2012": 1, "2010": 1}
        assert counts(results, FacetName.AVAILABILITY) == {
            "available": 1,
            "back_order": 1,
            "download": 1,
        }

    def test_buckets_come_by_count_then_value(self, library: SearchEngine) -> None:
        facet = library.search(plain(SearchQuery())).facets[0]
        assert [bucket.value for bucket in facet.buckets] == ["patrol", "training", "wellness"]

    def test_a_facet_is_counted_without_its_own_filter(self, library: SearchEngine) -> None:
        query = SearchQuery(filters=((FacetName.KIND, ("guide",)),))
        results = library.search(plain(query))
        assert numbers(results) == ["COPS-P273"]
        assert counts(results, FacetName.KIND) == {"guide": 1, "report": 1, "video": 1}
        assert counts(results, FacetName.FORMAT) == {"print": 1}

    def test_values_of_a_facet_are_alternatives_and_facets_conditions(
        self, library: SearchEngine
    ) -> None:
        query = SearchQuery(
            filters=((FacetName.KIND, ("guide", "video")), (FacetName.TOPIC, ("patrol",)))
        )
        results = library.search(plain(query))
        assert numbers(results) == ["COPS-P273"]
        assert counts(results, FacetName.KIND) == {"guide": 1, "report": 1}
        assert counts(results, FacetName.TOPIC) == {"patrol": 1, "training": 1, "wellness": 1}

    @pytest.mark.parametrize(
        ("name", "value", "found"),
        [
            (FacetName.YEAR, "2010", ["COPS-P274"]),
            (FacetName.LANGUAGE, "spa", ["COPS-P274"]),
            (FacetName.AVAILABILITY, "download", ["COPS-W0800"]),
            (FacetName.FORMAT, "dvd", ["COPS-P274"]),
        ],
    )
    def test_every_facet_filters(
        self, library: SearchEngine, name: FacetName, value: str, found: list[str]
    ) -> None:
        assert numbers(library.search(plain(SearchQuery(filters=((name, (value,)),))))) == found

    # What the vocabulary adds

    def test_pinned_resources_come_first_found_or_not(self, library: SearchEngine) -> None:
        question = replace(plain(SearchQuery(text="academy")), pinned=(3, 1))
        results = library.search(question)
        assert numbers(results) == ["COPS-W0800", "COPS-P273", "COPS-P274"]
        assert results.total == 3
        assert counts(results, FacetName.KIND) == {"guide": 1, "report": 1, "video": 1}

    def test_pinned_resources_obey_the_filters(self, library: SearchEngine) -> None:
        query = SearchQuery(text="academy", filters=((FacetName.KIND, ("video",)),))
        question = replace(plain(query), pinned=(3, 1))
        assert numbers(library.search(question)) == ["COPS-P274"]

    def test_a_pin_comes_before_an_own_number(self, library: SearchEngine) -> None:
        question = replace(plain(SearchQuery(text="COPS-P273")), pinned=(2,))
        assert numbers(library.search(question)) == ["COPS-P274", "COPS-P273"]

    def test_only_what_was_added_since_a_moment(self, library: SearchEngine) -> None:
        for since, found in ((2_000, ["COPS-P274", "COPS-P273"]), (2_001, ["COPS-P274"])):
            query = SearchQuery(text="patrol", sort=Sort.ADDED, since=since)
            assert numbers(library.search(plain(query))) == found

    # Order and pages

    @pytest.mark.parametrize(
        ("sort", "found"),
        [
            (Sort.NEWEST, ["COPS-P273", "COPS-P274", "COPS-W0800"]),
            (Sort.OLDEST, ["COPS-P274", "COPS-P273", "COPS-W0800"]),
            (Sort.TITLE, ["COPS-P274", "COPS-P273", "COPS-W0800"]),
            (Sort.ADDED, ["COPS-P274", "COPS-P273", "COPS-W0800"]),
        ],
    )
    def test_sorting(self, library: SearchEngine, sort: Sort, found: list[str]) -> None:
        assert numbers(library.search(plain(SearchQuery(sort=sort)))) == found

    def test_pages_follow_one_another(self, library: SearchEngine) -> None:
        pages = [SearchQuery(sort=Sort.TITLE, page=page, size=2) for page in (1, 2, 3)]
        answers = [library.search(plain(query)) for query in pages]
        assert [numbers(answer) for answer in answers] == [
            ["COPS-P274", "COPS-P273"],
            ["COPS-W0800"],
            [],
        ]
        assert {answer.total for answer in answers} == {3}

    def test_a_page_beyond_the_window_has_no_hits(self, library: SearchEngine) -> None:
        results = library.search(plain(SearchQuery(page=MAX_WINDOW, size=20)))
        assert (results.hits, results.total) == ((), 3)

    # Highlights

    def test_found_words_are_marked(self, library: SearchEngine) -> None:
        (hit,) = library.search(plain(SearchQuery(text="night officer"))).hits[:1]
        assert hit.highlights["title"] == ("Policing the <mark>night</mark> shift",)
        assert "<mark>officers</mark>" in hit.highlights["abstract"][0]

    def test_highlights_are_safe(
        self, engine: SearchEngine, write: Callable[[list[Change]], None]
    ) -> None:
        hostile = make_record(
            1,
            title='<script>alert("night")</script> <mark>night</mark> \ue000night\ue001 & day',
            abstract="<img src=x onerror=alert(1)> night </mark><b>",
        )
        write([Change(1, 1, hostile)])
        (hit,) = engine.search(plain(SearchQuery(text="night"))).hits
        assert hit.highlights
        for text in (text for texts in hit.highlights.values() for text in texts):
            assert set(re.findall(r"<[^>]*>", text)) == {"<mark>", "</mark>"}
            assert text.count("<mark>") == text.count("</mark>")

    # Bad input

    @pytest.mark.parametrize(
        "text",
        [
            '"',
            "-",
            "(",
            "a AND OR NOT (b",
            'title:x^9999 /[a-/ ~2 "',
            "\\",
            "%s %(x)s {}",
            "the of and",
            "'; DROP TABLE x; --",
            "☃ 漢字 \u202e",
            "-night",
            "a" * 200,
            "🦉" * 100,
            "x " * 100,
        ],
    )
    def test_any_text_is_answered(self, library: SearchEngine, text: str) -> None:
        assert library.search(plain(SearchQuery(text=text))).total >= 0

    @pytest.mark.parametrize(
        "value", ["", "abc", "99999999999999999999", "-1", "²", "\u0662", "x'y"]
    )
    def test_any_value_of_a_filter_is_answered(self, library: SearchEngine, value: str) -> None:
        for name in FacetName:
            assert library.search(plain(SearchQuery(filters=((name, (value,)),)))).hits == ()
