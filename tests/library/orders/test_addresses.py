"""Addresses in every place the Postal Service delivers to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library.orders.addresses import (
    MILITARY,
    PLACES,
    Address,
    delivery_point,
    doubts_about,
    standardized,
)

CURLY = "\N{RIGHT SINGLE QUOTATION MARK}"
# One ZIP Code of each place.
ZIPS = {
    "AL": "36104", "AK": "99801", "AZ": "85001", "AR": "72201", "CA": "95814", "CO": "80202",
    "CT": "06103", "DE": "19901", "DC": "20530", "FL": "32301", "GA": "30303", "HI": "96813",
    "ID": "83702", "IL": "62701", "IN": "46225", "IA": "50309", "KS": "66603", "KY": "40601",
    "LA": "70802", "ME": "04330", "MD": "21401", "MA": "02201", "MI": "48933", "MN": "55102",
    "MS": "39205", "MO": "65101", "MT": "59623", "NE": "68502", "NV": "89701", "NH": "03301",
    "NJ": "08608", "NM": "87501", "NY": "12207", "NC": "27601", "ND": "58501", "OH": "43215",
    "OK": "73102", "OR": "97301", "PA": "17101", "RI": "02903", "SC": "29217", "SD": "57501",
    "TN": "37219", "TX": "78701", "UT": "84111", "VT": "05602", "VA": "23219", "WA": "98507",
    "WV": "25301", "WI": "53703", "WY": "82001",
    "AS": "96799", "GU": "96910", "MP": "96950", "PR": "00901", "VI": "00802",
    "FM": "96941", "MH": "96960", "PW": "96940",
    "AA": "34002", "AE": "09012", "AP": "96201",
}  # fmt: skip


def address(**changes: str) -> Address:
    parts = {"street1": "1 Main St.", "city": "Springfield", "state": "VA", "postal_code": "22150"}
    return Address(**(parts | changes))


def test_every_place_is_in_the_table() -> None:
    assert ZIPS.keys() == PLACES.keys()
    assert len(PLACES) == 50 + 1 + 5 + 3 + 3


@pytest.mark.parametrize("state", PLACES)
def test_a_right_address_raises_no_doubt(state: str) -> None:
    city, street = ("APO", "PSC 1 Box 2") if state in MILITARY else ("Springfield", "1 Main St")
    typed = address(street1=street, state=state, city=city, postal_code=ZIPS[state])
    assert doubts_about(typed) == ()


@pytest.mark.parametrize("state", PLACES)
def test_a_zip_code_of_elsewhere_is_doubted(state: str) -> None:
    elsewhere = "99801" if state != "AK" else "22150"
    city, street = ("FPO", "PSC 1 Box 2") if state in MILITARY else ("Springfield", "1 Main St")
    typed = address(street1=street, state=state, city=city, postal_code=elsewhere)
    (doubt,) = doubts_about(typed)
    assert doubt.field == "postal_code"
    assert PLACES[state] in doubt.message
    assert elsewhere in doubt.message


@pytest.mark.parametrize("text", ["2215", "221500", "ABCDE", "22150-12", "٢٢١٥٠"])
def test_what_is_no_zip_code_is_doubted(text: str) -> None:
    (doubt,) = doubts_about(address(postal_code=text))
    assert doubt.field == "postal_code"
    assert "5 digits" in doubt.message


@pytest.mark.parametrize("text", ["22150", "22150-0001", "22150 0001", "221500001", " 22150 "])
def test_a_zip_code_may_be_written_in_several_ways(text: str) -> None:
    assert doubts_about(address(postal_code=text)) == ()


def test_armed_forces_mail_goes_to_a_post_office_of_theirs() -> None:
    (doubt,) = doubts_about(address(state="AE", city="Ramstein", postal_code="09012"))
    assert doubt.field == "city"
    (doubt,) = doubts_about(address(state="VA", city="apo"))
    assert doubt.field == "state"
    (doubt,) = doubts_about(address(state="AE", city="APO", postal_code="09012"))
    assert (doubt.field, "PSC 1234 BOX 5678" in doubt.message) == ("street1", True)


# As typed in two lines and city, and how the Postal Service writes it.
WRITTEN = [
    (" 1  Main St., ", "apt. 4", "1 MAIN ST", "APT 4"),
    ("1400 Quarterdeck Lane", "Suite 5", "1400 QUARTERDECK LN", "STE 5"),
    ("1234 North Main Street", "", "1234 N MAIN ST", ""),
    ("1234 N. Main Street Northwest", "", "1234 N MAIN ST NW", ""),
    ("12 North Avenue", "", "12 NORTH AVE", ""),
    ("500 West 200 South", "", "500 W 200 S", ""),
    ("100 Court Square", "", "100 COURT SQ", ""),
    ("100 Center Street", "", "100 CENTER ST", ""),
    ("1 Avenue of the Americas", "", "1 AVENUE OF THE AMERICAS", ""),
    ("100 Avenue D", "", "100 AVENUE D", ""),
    ("40 Street Road", "", "40 STREET RD", ""),
    ("5 Valley View Drive", "", "5 VALLEY VIEW DR", ""),
    ("One Police Plaza", "Room 1200", "ONE POLICE PLZ", "RM 1200"),
    ("123 1/2 E Main St", "#4", "123 1/2 E MAIN ST", "# 4"),
    ("39.2 Road", "", "39.2 RD", ""),
    ("N6W23001 Bluemound Road", "", "N6W23001 BLUEMOUND RD", ""),
    ("112-10 Bronx Road", "", "112-10 BRONX RD", ""),
    ("Highway 66 West", "", "HWY 66 W", ""),
    ("4000 State Route 9", "", "4000 STATE RTE 9", ""),
    (f"12 O{CURLY}Brien Street", "", "12 OBRIEN ST", ""),
    ("500 U.S. Highway 1", "", "500 US HWY 1", ""),
    ("77 Doña Ana Boulevard", "Bldg 4, Room 12", "77 DONA ANA BLVD", "BLDG 4 RM 12"),
    ("20 Main St", "3rd Floor", "20 MAIN ST", "FL 3"),
    ("20 Main St", "Apt #4", "20 MAIN ST", "APT 4"),
    ("20 Main St", "Ste No. 4", "20 MAIN ST", "STE 4"),
    ("P.O. Box 12", "", "PO BOX 12", ""),
    ("p o box 12", "", "PO BOX 12", ""),
    ("Post Office Box 12", "", "PO BOX 12", ""),
    ("POB 12", "", "PO BOX 12", ""),
    ("PO Box #12", "", "PO BOX 12", ""),
    ("Box 12", "", "PO BOX 12", ""),
    ("PSC 1234, Box 5678", "", "PSC 1234 BOX 5678", ""),
    ("psc 1234 bx 5678", "", "PSC 1234 BOX 5678", ""),
    ("CMR 415 Box 0001", "", "CMR 415 BOX 0001", ""),
    ("Unit 2050 Box 4190", "", "UNIT 2050 BOX 4190", ""),
    ("Unit #2050, Box #4190", "", "UNIT 2050 BOX 4190", ""),
    ("USS Ronald Reagan", "Unit 100121 Box 1", "USS RONALD REAGAN", "UNIT 100121 BOX 1"),
    ("R.R. 2, Box 152", "", "RR 2 BOX 152", ""),
    ("Rural Route #2 Box 152", "", "RR 2 BOX 152", ""),
    ("RFD Route 4 Box 87A", "", "RR 4 BOX 87A", ""),
    ("Highway Contract 1 Box 5", "", "HC 1 BOX 5", ""),
    ("Urb. Las Gladiolas", "150 Calle A", "URB LAS GLADIOLAS", "150 CALLE A"),
    ("150 Calle A", "Urbanización Las Gladiolas", "150 CALLE A", "URB LAS GLADIOLAS"),
    ("1234 Ave. Muñoz Rivera", "", "1234 AVE MUNOZ RIVERA", ""),
    ("General Delivery", "", "GENERAL DELIVERY", ""),
    ("c/o Records, 12 Main St", "", "C/O RECORDS 12 MAIN ST", ""),
]
# Writings of one place, in the order: first line, second line.
ONE_PLACE = [
    [
        ("1400 Quarterdeck Lane", "Suite 5"),
        ("1400 quarterdeck ln", "Ste. 5"),
        ("1400 Quarterdeck Ln Suite 5", ""),
        ("1400 Quarterdeck Ln #5", ""),
        ("1400 Quarterdeck Lane, Unit 5", ""),
        ("Suite 5", "1400 Quarterdeck Lane"),
        ("1400 QUARTERDECK LANE STE. NO. 5", ""),
    ],
    [
        ("One Police Plaza", ""),
        ("1 Police Plaza", ""),
        ("1 Police Plz.", "Training Division"),
        ("Police Department", "1 Police Plaza"),
        ("1 Police Plaza", "Attn: Room of Sgt. 5 Ames"),
        ("c/o Chief Ames", "1 Police Plaza"),
    ],
    [("P.O. Box 12", ""), ("PO BOX 12", ""), ("Box 12", ""), ("Post Office Box 12", "")],
    [("100 Saint Charles Ave", ""), ("100 St. Charles Avenue", "")],
    [("20 First Street North", ""), ("20 1st St N", "")],
    [("150 Calle A", "Urb. Las Gladiolas"), ("Urb Las Gladiolas", "150 Calle A")],
    [("PSC 1234 Box 5678", ""), ("PSC 1234, BX 5678", "")],
]


def test_the_tables_are_long_enough() -> None:
    assert len(WRITTEN) >= 40
    assert sum(map(len, ONE_PLACE)) >= 20


@pytest.mark.parametrize(("street1", "street2", "first", "second"), WRITTEN)
def test_lines_as_the_postal_service_writes_them(
    street1: str, street2: str, first: str, second: str
) -> None:
    plain = standardized(address(street1=street1, street2=street2))
    assert (plain.street1, plain.street2) == (first, second)
    again = standardized(plain)
    assert again.as_dict() == plain.as_dict()


@pytest.mark.parametrize(
    ("city", "state", "written"),
    [
        ("st. louis", "mo", "ST LOUIS"),
        ("Springfield, VA", "va", "SPRINGFIELD"),
        ("APO AE", "AE", "APO"),
        ("Mayagüez", "PR", "MAYAGUEZ"),
        (f"Coeur d{CURLY}Alene", "ID", "COEUR DALENE"),
        ("Ma", "MA", "MA"),
    ],
)
def test_cities_as_the_postal_service_writes_them(city: str, state: str, written: str) -> None:
    plain = standardized(address(city=city, state=state, postal_code="631030001"))
    assert (plain.city, plain.state) == (written, state.upper())
    assert plain.postal_code == "63103-0001"


@pytest.mark.parametrize("writings", ONE_PLACE, ids=lambda writings: writings[0][0])
def test_writings_of_one_place_have_one_key(writings: list[tuple[str, str]]) -> None:
    keys = {
        delivery_point(address(street1=first, street2=second, postal_code=code))
        for first, second in writings
        for code in ("22150", "22150-0001")
    }
    assert len(keys) == 1


def test_other_places_have_other_keys() -> None:
    places = [address(street1=writings[0][0], street2=writings[0][1]) for writings in ONE_PLACE]
    places += [
        address(street1="1400 Quarterdeck Lane", street2="Suite 6"),
        address(street1="1400 Quarterdeck Lane"),
        address(street1="1400 Quarterdeck Lane", street2="Suite 5", postal_code="22151"),
        address(street1="1401 Quarterdeck Lane", street2="Suite 5"),
        address(street1="1400 Quarterdeck Lane", street2="Fl 5"),
        address(street1="PO Box 21"),
        address(street1="PSC 1234 Box 5679"),
        address(street1="150 Calle A", street2="Urb. Las Flores"),
        address(street1="150 Calle A"),
        address(street1="20 1st St S"),
    ]
    assert len({delivery_point(place) for place in places}) == len(places)
    assert all(len(delivery_point(place)) == 64 for place in places)


@pytest.mark.parametrize(
    ("street1", "street2"),
    [
        ("Main Street", ""),
        ("Courthouse", "Suite B"),
        ("Police Department", ""),
    ],
)
def test_a_street_without_a_number_is_doubted(street1: str, street2: str) -> None:
    (doubt,) = doubts_about(address(street1=street1, street2=street2))
    assert (doubt.field, "no number" in doubt.message) == ("street1", True)


@pytest.mark.parametrize(("street1", "street2", "_first", "_second"), WRITTEN)
def test_real_forms_are_not_doubted(street1: str, street2: str, _first: str, _second: str) -> None:
    is_military = street1.lower().startswith(("psc", "cmr", "unit", "uss"))
    place = {"city": "FPO", "state": "AP", "postal_code": "96201"} if is_military else {}
    assert doubts_about(address(street1=street1, street2=street2, **place)) == ()


@given(st.text(max_size=120), st.text(max_size=120), st.sampled_from(sorted(PLACES)))
def test_whatever_is_typed_has_a_writing_and_a_key(street1: str, street2: str, state: str) -> None:
    typed = address(street1=street1, street2=street2, state=state)
    doubts_about(typed)
    assert delivery_point(typed) == delivery_point(standardized(typed))


def test_an_address_does_not_show_itself() -> None:
    assert "Main" not in repr(address())
