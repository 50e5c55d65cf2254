"""Which agency is meant, and which are suggested."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from library.orders.directory import (
    agency_meant_by,
    found_agencies,
    suggested_agencies,
    unchecked_agencies,
    with_alike,
)
from library.orders.models import Agency, AgencyAlias
from tests.factories.agencies import make_agency

pytestmark = pytest.mark.django_db

# Who is in the directory: a letter, the name, the state, the ORI.
DIRECTORY = {
    "il": ("Springfield Police Department", "IL", "IL0840200"),
    "ma": ("Springfield Police Department", "MA", "MA0072400"),
    "so": ("Jefferson County Sheriff's Office", "AL", "AL0010000"),
    "pd": ("Jefferson County Police Department", "AL", None),
    "stl": ("St. Louis Metropolitan Police Department", "MO", "MOSPD0000"),
    "ville": ("Pikeville Police Department", "KY", "KY0980200"),
    "vine": ("Pineville Police Department", "KY", "KY0070200"),
    "alb": ("Albuquerque Police Department", "NM", "NM0010100"),
}
MEANT = [
    ("Springfield PD", "IL", "il"),
    ("CITY OF SPRINGFIELD POLICE DEPT", "IL", "il"),
    ("springfield p.d.", "MA", "ma"),
    ("Springfield Police, IL", "IL", "il"),
    ("Sprinfield Police Dept", "IL", "il"),
    ("Springfeild PD", "MA", "ma"),
    ("Spring Field PD", "MA", "ma"),
    ("IL0840200", "VA", "il"),
    ("Springfield PD (ma0072400)", "IL", "ma"),
    ("Jefferson Co. Sheriff", "AL", "so"),
    ("Jefferson County SO", "AL", "so"),
    ("Office of the Sheriff, Jefferson County", "AL", "so"),
    ("Jefferson County Sheriffs Dept.", "AL", "so"),
    ("Jefferson County PD", "AL", "pd"),
    ("Jeferson County Police", "AL", "pd"),
    ("Saint Louis Metropolitan PD", "MO", "stl"),
    ("St Louis Metropolitan Police", "MO", "stl"),
    ("Pikeville PD", "KY", "ville"),
    ("Pineville PD", "KY", "vine"),
    ("Albuqerque Police", "NM", "alb"),
    ("APD", "NM", "alb"),  # by an alias
    ("apd.", "NM", "alb"),
    # Nobody of the directory.
    ("Springfield PD", "OH", None),
    ("Springfield PD", "", None),
    ("Springfield Township PD", "IL", None),
    ("West Springfield PD", "MA", None),
    ("Springdale PD", "IL", None),
    ("Springfield Police Academy", "IL", None),
    ("Jefferson County", "AL", None),
    ("Jefferson PD", "AL", None),
    ("Jefferson City Sheriff", "AL", None),
    ("St. Louis County PD", "MO", None),
    ("Piqueville PD", "KY", None),  # two slips
    ("Pieville PD", "KY", None),  # a slip from both
    ("APD", "TX", None),
    ("VA0290100", "VA", None),
    ("", "VA", None),
    ("…", "VA", None),
    ("%", "IL", None),
    ("Police Department", "IL", None),
]


@pytest.fixture
def directory() -> dict[str, Agency]:
    agencies = {
        letter: make_agency(name, state, ori=ori)
        for letter, (name, state, ori) in DIRECTORY.items()
    }
    AgencyAlias.objects.create(agency=agencies["alb"], name="A.P.D.", state="NM")
    return agencies


def test_the_table_is_long_enough() -> None:
    assert len(MEANT) >= 40


@pytest.mark.parametrize(("name", "state", "letter"), MEANT)
def test_the_agency_that_is_meant(
    directory: dict[str, Agency], name: str, state: str, letter: str | None
) -> None:
    assert agency_meant_by(name=name, state=state) == (directory[letter] if letter else None)


def names(text: str, state: str = "") -> list[str]:
    return [f"{row.name}, {row.state}" for row in suggested_agencies(text=text, state=state)]


def test_words_are_found_in_any_order_and_the_own_state_goes_first(
    directory: dict[str, Agency],
) -> None:
    both = ["Springfield Police Department, IL", "Springfield Police Department, MA"]
    assert names("springf") == both
    assert names("police spring", "MA") == both[::-1]
    assert names("St. Lou") == ["St. Louis Metropolitan Police Department, MO"]
    assert names("jefferson sheriff") == ["Jefferson County Sheriff's Office, AL"]
    assert names("ky0980") == ["Pikeville Police Department, KY"]
    assert names("s") == names("  ") == names("…") == names("zzz") == []


def test_nobody_is_suggested_what_a_visitor_typed(directory: dict[str, Agency]) -> None:
    Agency.objects.create(name="Rosalind Quintanilla", state="VA")
    assert names("Rosalind") == []
    assert [row.name for row in found_agencies(text="Rosalind")] == ["Rosalind Quintanilla"]


def test_what_orders_brought_is_shown_with_what_it_may_be(directory: dict[str, Agency]) -> None:
    Agency.objects.create(name="Springfield Township Police", state="IL")
    Agency.objects.create(name="Zoo", state="IL")
    rows = with_alike(agencies=unchecked_agencies())
    assert [(row.agency.name, row.alike) for row in rows] == [
        ("Zoo", ()),
        ("Springfield Township Police", (directory["il"],)),
    ]
    for number in range(10):
        Agency.objects.create(name=f"Springfield Precinct {number} Police", state="IL")
    unchecked = list(unchecked_agencies())
    with CaptureQueriesContext(connection) as counted:
        assert len(with_alike(agencies=unchecked)) == 12
    assert len(counted) == 2
