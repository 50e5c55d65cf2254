"""The PostgreSQL engine keeps the contract, and what is its own."""

from dataclasses import replace

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from search.embedded.documents import EmbeddedIndex
from search.embedded.engine import PostgresEngine
from search.engine import Change, EngineUnavailable, RecordsRefused, SearchEngine
from search.query import FacetName, SearchQuery, Sort
from search.question import plain
from tests.search.contract import LIBRARY, EngineContract, numbers
from tests.search.records import make_record
from tests.search.related import RelatedContract
from tests.search.wordings_contract import WordingsContract

pytestmark = pytest.mark.django_db


class TestContract(EngineContract, WordingsContract, RelatedContract):
    @pytest.fixture
    def engine(self) -> SearchEngine:
        return PostgresEngine()


@pytest.fixture
def library() -> PostgresEngine:
    engine = PostgresEngine()
    engine.write([Change(record.id, 10, record) for record in LIBRARY])
    return engine


def test_a_search_is_two_statements(
    library: PostgresEngine, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    query = SearchQuery(text="patrol officers", filters=((FacetName.TOPIC, ("patrol",)),))
    with django_assert_num_queries(2):
        assert library.search(plain(query)).total == 2
    with django_assert_num_queries(1):
        assert library.search(plain(SearchQuery())).total == 3


def test_all_words_come_before_some(library: PostgresEngine) -> None:
    library.write(
        [
            Change(10, 1, make_record(10, product_number="SOME", title="Gang gang gang")),
            Change(
                11,
                1,
                make_record(
                    11, product_number="ALL", title="A manual", abstract="Gang injunctions."
                ),
            ),
        ]
    )
    assert (
        numbers(library.search(plain(SearchQuery(text="how do gang injunctions work"))))[0] == "ALL"
    )


def test_a_rare_word_weighs_more_than_a_common_one(library: PostgresEngine) -> None:
    common = [
        make_record(pk, product_number=f"C{pk}", title="Police report") for pk in range(20, 40)
    ]
    rare = make_record(50, product_number="RARE", title="Arson report")
    library.write([Change(record.id, 1, record) for record in (*common, rare)])
    assert numbers(library.search(plain(SearchQuery(text="police arson"))))[0] == "RARE"


def test_a_word_that_most_documents_hold_ranks_but_does_not_find(
    library: PostgresEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.embedded.telling.ENOUGH", 2)
    both = make_record(60, product_number="BOTH", title="Tunnels of the united states")
    one = make_record(61, product_number="ONE", title="Tunnels")
    most = [make_record(pk, title="Laws of the united states") for pk in range(70, 100)]
    library.write([Change(record.id, 1, record) for record in (both, one, *most)])
    query = SearchQuery(text="united states tunnels")
    assert numbers(library.search(plain(query))) == ["BOTH", "ONE"]
    assert library.search(plain(replace(query, exact=True))).total == 32
    assert library.search(plain(SearchQuery(text="united states"))).total == 31


def test_what_every_match_is_asked_stands_in_the_row(library: PostgresEngine) -> None:
    long = "word " * 400
    library.write([Change(60, 1, make_record(60, title="Night " * 20, abstract=long, notes=long))])
    columns = ("vector", "title_key", "topics", "audiences", "languages", "numbers")
    outside = ", ".join(f"pg_column_toast_chunk_id({name})" for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {outside}, pg_column_toast_chunk_id(record) FROM search_embedded_document "  # noqa: S608
            "WHERE resource_id = 60"
        )
        *inside, record = cursor.fetchone()
    assert inside == [None] * len(columns)
    assert record is not None


def test_the_whole_title_comes_first(library: PostgresEngine) -> None:
    longer = make_record(61, product_number="LONG", title="Stop and frisk: stop and frisk today")
    whole = make_record(60, product_number="WHOLE", title="Stop & frisk.")
    library.write([Change(61, 1, longer), Change(60, 1, whole)])
    assert numbers(library.search(plain(SearchQuery(text="Stop and frisk"))))[0] == "WHOLE"


def test_a_title_of_small_words_is_found(library: PostgresEngine) -> None:
    library.write([Change(70, 1, make_record(70, product_number="WHO", title="Who are we?"))])
    assert numbers(library.search(plain(SearchQuery(text="who are we")))) == ["WHO"]


def test_words_parted_by_a_slash_are_words(library: PostgresEngine) -> None:
    record = make_record(71, product_number="ALPR", title="Readers", abstract="plate/readers v.2")
    library.write([Change(71, 1, record)])
    assert numbers(library.search(plain(SearchQuery(text="plate")))) == ["ALPR"]
    assert numbers(library.search(plain(SearchQuery(text="plate/readers"))))[0] == "ALPR"


def test_a_number_beside_words_leads(library: PostgresEngine) -> None:
    found = numbers(library.search(plain(SearchQuery(text="zones of calm COPS-P274"))))
    assert found == ["COPS-P274", "COPS-W0800"]


def test_equal_scores_come_newest_then_by_id(library: PostgresEngine) -> None:
    years = {80: 2001, 81: 2015, 82: 2001}
    library.write(
        [
            Change(
                pk,
                1,
                make_record(pk, product_number=str(pk), title="Twin", published=year * 10_000),
            )
            for pk, year in years.items()
        ]
    )
    for _ in range(2):
        assert numbers(library.search(plain(SearchQuery(text="twin")))) == ["81", "80", "82"]
    oldest = SearchQuery(text="twin", sort=Sort.OLDEST)
    assert numbers(library.search(plain(oldest))) == ["80", "82", "81"]


def test_a_value_the_database_cannot_hold_is_refused_alone(library: PostgresEngine) -> None:
    impossible = make_record(90, title="Year", year=99_999)
    fine = make_record(91, product_number="FINE", title="Fine")
    with pytest.raises(RecordsRefused) as refusal:
        library.write([Change(90, 1, impossible), Change(91, 1, fine)])
    assert list(refusal.value.reasons) == [90]
    assert numbers(library.search(plain(SearchQuery(text="fine")))) == ["FINE"]


def test_a_rebuild_leaves_one_build(library: PostgresEngine) -> None:
    with library.fresh_index() as fresh:
        fresh.write([Change(1, 1, LIBRARY[0])])
    assert list(EmbeddedIndex.objects.values_list("is_live", flat=True)) == [True]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM search_embedded_document")
        assert cursor.fetchone() == (1,)


def test_a_search_that_takes_too_long_is_unavailability(library: PostgresEngine) -> None:
    library.write(
        [
            Change(pk, 1, make_record(pk, title="slow " * 50, abstract="word " * 500))
            for pk in range(100, 400)
        ]
    )
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 1")
    with pytest.raises(EngineUnavailable, match="postgresql is unavailable"):
        library.search(plain(SearchQuery(text="slow word", size=100)))
