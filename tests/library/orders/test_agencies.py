"""Spellings of agencies' names: what is one agency, and what is not."""

import csv
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library.orders.agencies import is_slip_of, normalized_agency_name, ori_in

CURLY = "\N{RIGHT SINGLE QUOTATION MARK}"
SPELLINGS = {
    "springfield police department": [
        "Springfield Police Department",
        "SPRINGFIELD POLICE DEPT.",
        "Springfield P.D.",
        "  springfield   PD ",
        "Springfield Police-Department",
        "Springfield Police",
        "City of Springfield Police Department",
        "The City of Springfield, Department of Police",
        "Springfield Department of Police",
        "Springfield Bureau of Police",
        "Springfield Division of Police",
        "Springfield Police Bureau",
        "Police Department of Springfield",
        "Police Department, City of Springfield",
        "Springfield PD, IL",
    ],
    "jefferson county sheriffs office": [
        f"Jefferson County Sheriff{CURLY}s Office",
        "Jefferson County Sheriffs Office",
        "Jefferson Co. Sheriff",
        "JEFFERSON CO SO",
        "Jefferson Cnty. S.O.",
        "Jefferson County Sheriff's Department",
        "Jefferson County Sheriff's Dept",
        "Jefferson County Sheriff s Office",
        "Sheriff's Office, Jefferson County",
        "Office of the Sheriff, Jefferson County",
        "Sheriff of Jefferson County",
        "County of Jefferson Sheriff's Office",
        "Jefferson Sheriff's Office",
        "Jefferson Parish Sheriff's Office",
    ],
    "saint louis police department": [
        "St. Louis Police Department",
        "Saint Louis PD",
        "St Louis Police",
        "ST. LOUIS P. D.",
    ],
    "dona ana county": ["Doña Ana County", "Dona Ana County", "County of Doña Ana"],
    "university of utah police department": [
        "University of Utah Police Department",
        "Univ. of Utah PD",
        "U of Utah Police",
    ],
    "ohio state university police department": [
        "Ohio State University Police",
        "Ohio St. Univ. Police Dept.",
    ],
    "illinois state police": ["Illinois State Police", "Illinois State Police Department"],
    "lakewood township police department": [
        "Lakewood Township Police Department",
        "Lakewood Twp. PD",
        "Township of Lakewood Police",
    ],
    "hamilton public safety department": [
        "Hamilton Department of Public Safety",
        "Hamilton Public Safety",
        "Hamilton DPS",
    ],
    "north little rock police department": ["N. Little Rock PD", "North Little Rock Police Dept"],
    "us park police department": [
        "U.S. Park Police",
        "United States Park Police",
        "US Park Police",
    ],
    "parks and recreation": ["Parks & Recreation", "Parks&Recreation", "Parks and Recreation"],
}
# Pairs of names in one state that are two agencies.
OTHERS = [
    ("Jefferson County SO", "Jefferson County PD"),
    ("Jefferson County Sheriff", "Jefferson City Sheriff"),
    ("Springfield PD", "Springfield Township PD"),
    ("Springfield PD", "West Springfield PD"),
    ("Springfield PD", "Springfield Police Academy"),
    ("Springfield PD", "Springfield School Police"),
    ("Springfield PD", "Springdale PD"),
    ("Lake County SO", "Lane County SO"),
    ("Clifton PD", "Clinton PD"),
    ("Boston PD", "Bolton PD"),
    ("Dallas County SO", "Dallam County SO"),
    ("Marion County SO", "Marin County SO"),
    ("Town of Plymouth PD", "City of Plymouth PD"),
    ("Kansas City PD", "Kansas PD"),
    ("St. Louis County PD", "St. Louis PD"),
    ("Ohio State Police", "Ohio State University Police"),
    ("Precinct 1 PD", "Precinct 2 PD"),
    ("National Sheriffs' Association", "National Sheriff's Office"),
    ("Harvey PD", "Harvel PD"),
    ("Anderson County SO", "Sanderson County SO"),
]
SLIPS = [
    ("Springfield PD", "Sprinfield PD"),
    ("Springfield PD", "Springfeild Police"),
    ("Springfield PD", "Springfieldd PD"),
    ("Springfield PD", "Spring Field PD"),
    ("Springfield PD", "Sprungfield PD"),
    ("Montgomery County SO", "Montgomrey County Sheriff"),
    ("Cedar Hollow PD", "Cedarhollow PD"),
    ("Albuquerque Police", "Albuqerque PD"),
    ("Philadelphia PD", "Philadelpia PD"),
]


def test_the_table_is_long_enough() -> None:
    assert sum(map(len, SPELLINGS.values())) >= 40


@pytest.mark.parametrize(
    ("name", "key"), [(name, key) for key, names in SPELLINGS.items() for name in names]
)
def test_spellings_of_one_name_have_one_key(name: str, key: str) -> None:
    assert normalized_agency_name(name) == key


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_other_agencies_have_other_keys_and_are_no_slip(one: str, other: str) -> None:
    keys = normalized_agency_name(one), normalized_agency_name(other)
    assert keys[0] != keys[1]
    assert not is_slip_of(*keys)


@pytest.mark.parametrize(("one", "other"), SLIPS)
def test_slips_of_the_fingers(one: str, other: str) -> None:
    keys = normalized_agency_name(one), normalized_agency_name(other)
    assert keys[0] != keys[1]
    assert is_slip_of(*keys)
    assert is_slip_of(*reversed(keys))


@given(st.text(max_size=300))
def test_every_text_has_a_key_that_is_its_own_key(text: str) -> None:
    assert len(normalized_agency_name(text)) <= 200


@pytest.mark.parametrize(
    ("text", "ori"),
    [
        ("VA0290100", "VA0290100"),
        ("Springfield PD (va0290100)", "VA0290100"),
        ("ORI: MO116069E", "MO116069E"),
        ("NY516RC00 Conrail", "NY516RC00"),
        ("Springfield PD", None),
        ("ASSOCIATE", None),
        ("VA02901001", None),
        ("", None),
    ],
)
def test_an_ori_is_found_in_a_field(text: str, ori: str | None) -> None:
    assert ori_in(text) == ori


def test_no_two_real_agencies_are_taken_for_one(shared_data: Path) -> None:
    """Of 23,159 agencies only double entries share a key without sharing their name."""
    names = defaultdict(set)
    with (shared_data / "lists" / "agencies.csv").open() as file:
        for row in csv.DictReader(file):
            name = " ".join(row["edited_name"].split()).casefold().replace("-", " ")
            bare = "".join(letter for letter in name if letter.isalnum())
            names[row["ori"][:2], normalized_agency_name(row["edited_name"])].add(bare)
    assert len(names) > 20_000
    assert [key for key, spelled in names.items() if len(spelled) > 1] == []
