"""Dates of publication as catalogers write them."""

import pytest

from library.catalog.importing.dates import PartialDate, publication_date


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("2007.", PartialDate(2007)),
        ("[2009?]", PartialDate(2009)),
        ("©2013", PartialDate(2013)),
        ("1998-2003.", PartialDate(1998)),
        ("[between 1998 and 2003?]-", PartialDate(1998)),
        ("August 2009", PartialDate(2009, 8)),
        ("Sept. 2009", PartialDate(2009, 9)),
        ("December 9, 2014", PartialDate(2014, 12, 9)),
        ("9 December 2014", PartialDate(2014, 12, 9)),
        ("5/19/2003", PartialDate(2003, 5, 19)),
        ("2003-05-19", PartialDate(2003, 5, 19)),
        ("February 30, 2014", PartialDate(2014, 2)),
        ("13/40/2014", PartialDate(2014)),
        ("Fall 2006", PartialDate(2006)),
        ("1907 [i.e. 1970]", PartialDate(1970)),
        ("1907 [that is, 1970]", PartialDate(1970)),
        ("[l987]", PartialDate(1987)),
        ("April 2009 (Revised: July 2011)", PartialDate(2009, 4)),
        ("n.d.", PartialDate()),
        ("19uu", PartialDate()),
        ("9999", PartialDate()),
        ("0000", PartialDate()),
        ("12345678", PartialDate()),
        ("٢٠٠٧", PartialDate()),
        ("\x00" * 1000 + "2007", PartialDate()),
        ("", PartialDate()),
    ],
)
def test_a_statement_is_kept_as_exactly_as_it_is_known(
    statement: str, expected: PartialDate
) -> None:
    assert publication_date(statements=[statement], fixed_field="") == expected


@pytest.mark.parametrize(
    ("fixed", "expected"),
    [
        ("070316s2007    dcu", PartialDate(2007)),
        ("070316e20070415dcu", PartialDate(2007, 4, 15)),
        ("070316e200704  dcu", PartialDate(2007, 4)),
        ("070316c19uu9999dcu", PartialDate()),
        ("070316suuuu    dcu", PartialDate()),
        ("070316s", PartialDate()),
        ("", PartialDate()),
    ],
)
def test_the_coded_date_answers_where_nothing_is_stated(fixed: str, expected: PartialDate) -> None:
    assert publication_date(statements=["n.d."], fixed_field=fixed) == expected


def test_what_is_stated_wins_and_the_code_adds_the_day() -> None:
    assert publication_date(statements=["2006"], fixed_field="070316s2007    ") == PartialDate(2006)
    assert publication_date(statements=["2007."], fixed_field="070316e20070415") == PartialDate(
        2007, 4, 15
    )
