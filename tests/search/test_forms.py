"""Whatever an address holds, there is a question."""

import json
from pathlib import Path

import pytest
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from hypothesis import given
from hypothesis import strategies as st

from search.forms import Asked, address_of, clean, read_query
from search.labels import CLOSED, Labels
from search.query import MAX_SIZE, MAX_TEXT, MAX_WINDOW, FacetName, SearchQuery, Sort

LABELS = Labels(
    {
        **CLOSED,
        FacetName.YEAR: {},
        FacetName.TOPIC: {"gangs": "Gangs", "drugs": "Drugs"},
        FacetName.AUDIENCE: {"chiefs": "Chiefs"},
        FacetName.LANGUAGE: {"eng": "English"},
    }
)


def ask(address: str) -> Asked:
    return read_query(QueryDict(address), LABELS)


def test_everything_said_is_asked() -> None:
    asked = ask("q=crime&topic=gangs&topic=drugs&kind=guide&year=2009&sort=newest&page=3&size=50")
    assert asked == Asked(
        SearchQuery(
            text="crime",
            filters=(
                (FacetName.TOPIC, ("gangs", "drugs")),
                (FacetName.KIND, ("guide",)),
                (FacetName.YEAR, ("2009",)),
            ),
            sort=Sort.NEWEST,
            page=3,
            size=50,
        )
    )


def test_nothing_said_is_everything_asked() -> None:
    assert ask("") == ask("q=&sort=&page=&topic=&size=") == Asked(SearchQuery())


@pytest.mark.parametrize("name", list(FacetName))
def test_an_unknown_value_is_left_out_with_a_notice(name: FacetName) -> None:
    asked = ask(f"{name}=nonsense&{name}=%00")
    assert asked.query == SearchQuery()
    assert len(asked.notices) == 1
    assert "left out" in asked.notices[0]


def test_a_long_text_is_cut_with_a_notice() -> None:
    asked = ask("q=" + "x" * 5000)
    assert asked.query.text == "x" * MAX_TEXT
    assert asked.notices == ("Only the first 200 characters of your search were used.",)


@pytest.mark.parametrize(
    ("address", "page", "size"),
    [
        ("page=0", 1, 20),
        ("page=-3", 1, 20),
        ("page=x", 1, 20),
        ("page=501", 500, 20),
        ("page=" + "9" * 6000, 500, 20),
        ("page=%D9%A3", 1, 20),  # an Arabic three
        ("size=0", 1, 1),
        ("size=101", 1, 100),
        ("page=200&size=100", 100, 100),
        ("page=1.5", 1, 20),
    ],
)
def test_numbers_are_brought_into_range_with_a_notice(address: str, page: int, size: int) -> None:
    asked = ask(address)
    assert (asked.query.page, asked.query.size) == (page, size)
    assert asked.notices


def test_an_unknown_sort_is_relevance_with_a_notice() -> None:
    asked = ask("sort=best")
    assert asked.query.sort == Sort.RELEVANCE
    assert "relevance, newest, oldest, title" in asked.notices[0]


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  a\tb\n c ", "a b c"),
        ("a\x00b", "a b"),
        ("po\u00adlice", "police"),
        ("\u202etxt\u202c", "txt"),
        ("e\u0301", "é"),
        ("\ud800x", "x"),
        ("x\u200cx", "x\u200cx"),
    ],
)
def test_what_cannot_be_seen_goes(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


def test_an_address_asks_the_same_question() -> None:
    query = SearchQuery(
        text="stop & frisk + “more”",
        filters=((FacetName.TOPIC, ("gangs", "drugs")), (FacetName.YEAR, ("2009",))),
        sort=Sort.TITLE,
        size=10,
    )
    assert ask(address_of(query)) == Asked(query)
    assert ask(address_of(query, page=4)).query.page == 4
    assert address_of(SearchQuery()) == ""


def is_fit(query: SearchQuery) -> bool:
    return (
        len(query.text) <= MAX_TEXT
        and "\x00" not in query.text
        and 1 <= query.size <= MAX_SIZE
        and query.offset + query.size <= MAX_WINDOW
        and all(LABELS.knows(name, value) for name, values in query.filters for value in values)
    )


names = st.sampled_from(["q", "sort", "page", "size", "other", *map(str, FacetName)])
texts = st.text(max_size=30) | st.integers().map(str) | st.sampled_from(["gangs", "2009"])
values = st.lists(texts, max_size=3)


@given(st.dictionaries(names, values))
def test_any_parameters_make_a_question(params: dict[str, list[str]]) -> None:
    query = read_query(MultiValueDict(params), LABELS).query
    assert is_fit(query)
    assert ask(address_of(query)).query == SearchQuery(
        query.text, query.filters, query.sort, 1, query.size
    )


def test_naughty_strings_make_a_question(shared_data: Path) -> None:
    file = shared_data / "hostile" / "strings" / "blns.json"
    for text in json.loads(file.read_text(encoding="utf-8")):
        params = {name: [text] for name in ("q", "sort", "page", "size", *map(str, FacetName))}
        assert is_fit(read_query(MultiValueDict(params), LABELS).query)
