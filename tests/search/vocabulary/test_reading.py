"""How a typed text is taken apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.vocabulary.reading import Reading, read


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("COPS-P273", "copsp273"),
        ("cops p273", "copsp273"),
        ("cops-p273-pub.pdf", "copsp273"),
        ("“COPS\N{EN DASH}P273”", "copsp273"),
        ("NCJ 155063", "155063"),
        ("155063", "155063"),
        ("J 1.14/8:48/983", "j1.14/8:48/983"),
        ("978-0-16-072342-1", "9780160723421"),
        ("ocm12345678", "12345678"),
        ("027-001-00099-9", "027001000999"),
        ("doi:10.1000/182", "10.1000/182"),
    ],
)
def test_a_number_is_answered_by_numbers_alone(text: str, key: str) -> None:
    reading = read(text)
    assert key in {number.partition(":")[2] for number in reading.numbers}
    assert not reading.has_text


@pytest.mark.parametrize(
    "text", ["911", "9/11", "1994", "2010-2015", "crime in 2010", "cops in 2010", "24/7 patrol"]
)
def test_everyday_digits_are_words(text: str) -> None:
    assert read(text) == Reading(words=text)


@pytest.mark.parametrize("text", ["covid-19", "E-911", "P273", "F-16"])
def test_a_word_with_digits_may_be_either_but_stands_together(text: str) -> None:
    reading = read(text)
    assert reading.phrases == (text,)
    assert reading.numbers
    assert not reading.words


def test_quotation_marks_and_hyphens() -> None:
    reading = read('“drug court” guide -gangs -"for youth" break-ins')
    assert reading == Reading("guide break-ins", ("drug court",), ("gangs", "for youth"))


def test_an_open_quotation_runs_to_the_end() -> None:
    assert read('say "drug court') == Reading("say", ("drug court",))


def test_a_number_among_words_is_no_word() -> None:
    assert read("gangs NCJ 155063 report") == Reading("gangs report", numbers=("ncj:155063",))
    assert read("gangs COPS-P273").words == "gangs"


@pytest.mark.parametrize("text", ["", "  ", '"', '""', "-", "- -", "!!"])
def test_nothing_said_is_nothing_asked(text: str) -> None:
    assert read(text).is_empty


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    reading = read(text)
    assert all(reading.numbers)
    assert all(any(c.isalnum() for c in phrase) for phrase in reading.phrases)
