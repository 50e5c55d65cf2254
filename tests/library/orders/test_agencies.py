"""Spellings of agencies' names."""

import pytest

from library.orders.agencies import normalized_agency_name

CURLY = "\N{RIGHT SINGLE QUOTATION MARK}"


@pytest.mark.parametrize(
    "name",
    [
        "Springfield Police Department",
        "SPRINGFIELD POLICE DEPT.",
        "Springfield P.D.",
        "  springfield   PD ",
        "Springfield Police-Department",
    ],
)
def test_spellings_of_one_name(name: str) -> None:
    assert normalized_agency_name(name) == "springfield police department"


@pytest.mark.parametrize(
    ("name", "normalized"),
    [
        (
            f"Fairfax County Sheriff{CURLY}s Office",
            "fairfax county sheriffs office",
        ),
        ("Fairfax Cnty. Sheriff's Office", "fairfax county sheriffs office"),
        (
            f"St. Mary{CURLY}s County S.O.",
            "saint marys county sheriffs office",
        ),
        ("Doña Ana County", "dona ana county"),
        ("Parks & Recreation", "parks and recreation"),
        ("Parks&Recreation", "parks and recreation"),
        ("x" * 300, "x" * 200),
    ],
)
def test_normalized(name: str, normalized: str) -> None:
    assert normalized_agency_name(name) == normalized
