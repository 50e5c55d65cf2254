"""The words of a build: counted with every change, and what is near those it does not hold."""

import pytest
from pytest_django import DjangoAssertNumQueries

from search.embedded.documents import EmbeddedIndex
from search.embedded.engine import PostgresEngine
from search.embedded.words import Word, near_words
from search.engine import Change
from search.passages import Passage
from search.vocabulary.spelling import asked_of
from tests.search.records import make_record

pytestmark = pytest.mark.django_db


def counts() -> dict[str, int]:
    live = Word.objects.filter(index__is_live=True, documents__gt=0)
    return dict(live.values_list("word", "documents"))


def write(pk: int, version: int, **values: object) -> None:
    PostgresEngine().write([Change(pk, version, make_record(pk, **values))])


def near(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for candidate in near_words(asked_of(text)):
        found.setdefault(candidate.typed, []).append(candidate.word)
    return found


def test_words_come_and_go_with_their_documents() -> None:
    write(1, 1, title="Gang patrol", subjects=("Gangs",), contributors=("Okafor, Ada",))
    write(2, 1, title="Patrol")
    assert counts() == {"": 2, "gang": 1, "gangs": 1, "patrol": 2, "okafor": 1, "ada": 1}
    write(1, 2, title="Gang patrol in 2012")
    assert counts() == {"": 2, "gang": 1, "patrol": 2, "in": 1}
    write(1, 1, title="Late")
    assert counts() == {"": 2, "gang": 1, "patrol": 2, "in": 1}
    PostgresEngine().write([Change(1, 3, None)])
    assert counts() == {"": 1, "patrol": 1}


def test_words_inside_files_are_known_too() -> None:
    passage = Passage("page 37", "/x.pdf#page=37", "Strangulation")
    write(1, 1, title="Patrol", passages=(passage,))
    assert near("strangulation") == {}
    assert near("strangulatoin") == {"strangulatoin": ["strangulation"]}


def test_a_fresh_build_is_counted_when_it_goes_live() -> None:
    write(1, 1, title="Old")
    with PostgresEngine().fresh_index() as fresh:
        fresh.write([Change(1, 2, make_record(1, title="New")), Change(2, 1, make_record(2))])
        assert counts() == {"": 1, "old": 1}
    assert counts() == {"": 2, "new": 1, "title": 1}
    assert EmbeddedIndex.objects.count() == 1


def test_a_word_is_known_by_itself_or_by_its_stem() -> None:
    write(1, 1, title="Policing the community")
    assert near("policed communities the") == {}
    assert near("policng comunity") == {"policng": ["policing"], "comunity": ["community"]}


def test_short_words_and_far_words_are_left_alone() -> None:
    write(1, 1, title="Gun training neighborhood")
    assert near("gan trainee zeppelin") == {}
    assert near("tarining") == {"tarining": ["training"]}


def test_a_word_in_the_company_of_the_others_fits() -> None:
    write(1, 1, title="Cars and thefts")
    write(2, 1, title="Care homes")
    found = {candidate.word: candidate.fits for candidate in near_words(asked_of("carz homes"))}
    assert found == {"cars": False, "care": True}


def test_nothing_is_asked_about_short_words(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(0):
        assert near_words(asked_of("a dvd")) == []
