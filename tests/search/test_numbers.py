"""Every spelling of a number leads to its record alone, and an absent number to none."""

from collections.abc import Callable, Iterator

import pytest
from django.urls import reverse

from library.catalog.enums import Scheme
from search.elastic.engine import ElasticEngine
from search.embedded.engine import PostgresEngine
from search.engine import Change, SearchEngine
from search.neighboring import neighbors
from search.query import SearchQuery
from search.question import plain
from search.records import Record, number_keys
from search.vocabulary.reading import read
from tests.search.records import make_record
from tests.search.spellings import ABSENT, RECORDS, SPELLINGS

TABLE = [(number, spelling) for number, spellings in SPELLINGS.items() for spelling in spellings]


def library() -> Iterator[Record]:
    for pk, (number, known) in enumerate(RECORDS.items(), start=1):
        identifiers = tuple((str(scheme), value) for scheme, value in known)
        yield make_record(
            pk,
            product_number=number,
            identifiers=identifiers,
            numbers=number_keys(number, identifiers),
            url=reverse("catalog:resource_by_number", args=(number,)),
            title=f"Number {pk}",
            abstract="Its shelf also holds P2, 273 and 155.",
        )


def fill(engine: SearchEngine) -> None:
    with engine.fresh_index() as fresh:
        fresh.write([Change(record.id, 1, record) for record in library()])


def found(engine: SearchEngine, text: str) -> list[str]:
    return [hit.product_number for hit in engine.search(plain(SearchQuery(text=text))).hits]


def misled(ask: Callable[[str], list[str]]) -> dict[str, list[str]]:
    """Return every spelling that is not answered by its record alone, and absent ones that are."""
    expected = {text: [number] for number, text in TABLE} | {text: [] for text in ABSENT}
    answers = {text: ask(text) for text in expected}
    return {text: answer for text, answer in answers.items() if answer != expected[text]}


def test_the_table_is_long_enough() -> None:
    assert len(set(TABLE)) >= 350
    assert len(set(ABSENT)) >= 70
    schemes = {scheme for known in RECORDS.values() for scheme, _ in known}
    assert schemes == set(Scheme) - {Scheme.PRODUCT_NUMBER}


@pytest.mark.django_db
def test_postgresql_is_not_misled(embedded: PostgresEngine) -> None:
    fill(embedded)
    assert misled(lambda text: found(embedded, text)) == {}


@pytest.mark.elastic
def test_elasticsearch_is_not_misled(elastic: ElasticEngine) -> None:
    fill(elastic)
    assert misled(lambda text: found(elastic, text)) == {}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("absent", "nearest"),
    [
        ("COPS-P275", "COPS-P274"),
        ("COPS-P237", "COPS-P273"),  # two digits swapped
        ("COPS-P2733", "COPS-P2731"),
        ("NCJ 155065", "NCJ 155064"),
        ("J 1.14/8:48/984", "J 1.14/8:48/983"),
        ("10.1000/183", "10.1000/182"),
    ],
)
def test_an_absent_number_has_neighbors(
    embedded: PostgresEngine, absent: str, nearest: str
) -> None:
    fill(embedded)
    near = [neighbor.number for neighbor in neighbors(read(absent))]
    assert near[0] == nearest
    assert len(near) == len(set(near)) <= 5


@pytest.mark.django_db
def test_neighbors_are_of_the_same_scheme(embedded: PostgresEngine) -> None:
    fill(embedded)
    assert [near.number for near in neighbors(read("OCLC 155064"))] == ["155063"]
    assert neighbors(read("COPS-X999999")) == ()
