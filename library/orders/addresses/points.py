"""Telling apart where orders go, without telling where that is."""

import re

from django.utils.crypto import salted_hmac

from library.orders.addresses.writing import DIRECTIONS, SUFFIXES, UNITS, Address, standardized

# What makes no other place of an address, whichever way it is written.
_NUMBERS = ("ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN")
_ORDINALS = {
    "FIRST": "1ST",
    "SECOND": "2ND",
    "THIRD": "3RD",
    "FOURTH": "4TH",
    "FIFTH": "5TH",
    "SIXTH": "6TH",
    "SEVENTH": "7TH",
    "EIGHTH": "8TH",
    "NINTH": "9TH",
    "TENTH": "10TH",
}
_SAME = {
    **SUFFIXES,
    **UNITS,
    **DIRECTIONS,
    **_ORDINALS,
    **{word: str(number) for number, word in enumerate(_NUMBERS, start=1)},
    "SAINT": "ST",
    "MOUNT": "MT",
    "FORT": "FT",
    "APT": "#",
    "STE": "#",
    "UNIT": "#",
    "RM": "#",
    "NO": "#",
}
_IS_PERSON = re.compile(r"^(?:ATTN|ATTENTION|C/O|CARE OF)\b")
_IS_UNIT = re.compile(r"^(?:APT|STE|UNIT|RM|FL|BLDG|LOT|SPC|PH|BSMT|HNGR|TRLR|URB|#)\b")


def delivery_point(address: Address) -> str:
    """Return a key that all writings of one delivery point share, and that does not tell it.

    64 hexadecimal digits under the site's secret. Of a ZIP+4 five digits count; whom it is for,
    and a line that only names the office, do not; nor in which of the two lines the unit stands.
    """
    plain = standardized(address)
    lines = [line for line in (plain.street1, plain.street2) if not _IS_PERSON.match(line)]
    if any(_has_number(line) for line in lines):
        lines = [line for line in lines if _has_number(line) or _IS_UNIT.match(line)]
    lines.sort(key=lambda line: bool(_IS_UNIT.match(line)))
    words = [_SAME.get(word, word) for word in " ".join(lines).split()]
    bare = re.sub(r"[^\w#]|#+(?=#)", "", "".join(words))
    parts = (bare, plain.state, plain.postal_code[:5])
    return salted_hmac("orders.delivery_point", "|".join(parts), algorithm="sha256").hexdigest()


def _has_number(line: str) -> bool:
    return any(letter.isdigit() for letter in line) or line.split(" ", maxsplit=1)[0] in _NUMBERS
