"""Addresses in every place the Postal Service delivers to."""

import pytest

from library.orders.addresses import MILITARY, PLACES, Address, doubts_about, standardized

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
    city = "APO" if state in MILITARY else "Springfield"
    assert doubts_about(address(state=state, city=city, postal_code=ZIPS[state])) == ()


@pytest.mark.parametrize("state", PLACES)
def test_a_zip_code_of_elsewhere_is_doubted(state: str) -> None:
    elsewhere = "99801" if state != "AK" else "22150"
    city = "FPO" if state in MILITARY else "Springfield"
    (doubt,) = doubts_about(address(state=state, city=city, postal_code=elsewhere))
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


def test_standardized_as_the_postal_service_writes_it() -> None:
    plain = standardized(
        address(street1=" 1  Main St., ", street2="apt. 4", city="st. louis", state="mo",
                postal_code="631030001")
    )  # fmt: skip
    assert plain.as_dict() == {
        "street1": "1 MAIN ST",
        "street2": "APT 4",
        "city": "ST LOUIS",
        "state": "MO",
        "postal_code": "63103-0001",
    }


def test_an_address_does_not_show_itself() -> None:
    assert "Main" not in repr(address())
