"""Slips are made the same way each time, and each is one."""

from search.relevance.typos import slips
from tests.search.records import make_record

RECORDS = [make_record(pk, title=f"Policing the downtown streets number {pk}") for pk in range(40)]


def test_slips_repeat() -> None:
    assert slips(RECORDS) == slips(RECORDS)
    assert slips(RECORDS) != slips(RECORDS, seed=1)
    assert len(slips(RECORDS, count=7)) == 7


def test_one_word_of_three_to_five_has_a_slip() -> None:
    for slip in slips(RECORDS):
        right, wrong = slip.right.split(), slip.wrong.split()
        assert 3 <= len(right) == len(wrong) <= 5
        (pair,) = [(a, b) for a, b in zip(right, wrong, strict=True) if a != b]
        assert abs(len(pair[0]) - len(pair[1])) <= 1


def test_short_titles_give_none() -> None:
    assert slips([make_record(1, title="The law in use")]) == []
