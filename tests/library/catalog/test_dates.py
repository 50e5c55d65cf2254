"""Dates as exact as they are known."""

import pytest

from library.catalog.dates import is_real_day, iso_date, spell_date


@pytest.mark.parametrize(
    ("parts", "words", "machine"),
    [
        ((2009, 10, 1), "October 1, 2009", "2009-10-01"),
        ((2009, 10, None), "October 2009", "2009-10"),
        ((2009, None, None), "2009", "2009"),
        ((None, None, None), "", ""),
        ((None, 10, 1), "", ""),
        ((2009, None, 1), "2009", "2009"),
    ],
)
def test_a_date_is_said_as_exactly_as_it_is_known(
    parts: tuple[int | None, int | None, int | None], words: str, machine: str
) -> None:
    assert spell_date(*parts) == words
    assert iso_date(*parts) == machine


def test_the_calendar_decides_which_days_there_are() -> None:
    assert is_real_day(2024, 2, 29)
    assert not is_real_day(2023, 2, 29)
