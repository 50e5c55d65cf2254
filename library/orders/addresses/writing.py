"""How the Postal Service writes an address: Publication 28, chapters 2 and 3, its appendices."""

import re
import unicodedata
from dataclasses import asdict, dataclass

# The street's kind, as the last word of its name.
SUFFIXES = {
    "ALLEY": "ALY",
    "AVENUE": "AVE",
    "AV": "AVE",
    "BOULEVARD": "BLVD",
    "CAUSEWAY": "CSWY",
    "CENTER": "CTR",
    "CIRCLE": "CIR",
    "COURT": "CT",
    "COVE": "CV",
    "CREEK": "CRK",
    "CROSSING": "XING",
    "DRIVE": "DR",
    "ESTATES": "ESTS",
    "EXPRESSWAY": "EXPY",
    "FREEWAY": "FWY",
    "HEIGHTS": "HTS",
    "HIGHWAY": "HWY",
    "HILLS": "HLS",
    "JUNCTION": "JCT",
    "LANE": "LN",
    "LANDING": "LNDG",
    "MOUNTAIN": "MTN",
    "PARKWAY": "PKWY",
    "PLACE": "PL",
    "PLAZA": "PLZ",
    "POINT": "PT",
    "ROAD": "RD",
    "ROUTE": "RTE",
    "SQUARE": "SQ",
    "STATION": "STA",
    "STREET": "ST",
    "STR": "ST",
    "TERRACE": "TER",
    "TRAIL": "TRL",
    "TURNPIKE": "TPKE",
    "VALLEY": "VLY",
    "VIEW": "VW",
}
UNITS = {
    "APARTMENT": "APT",
    "BASEMENT": "BSMT",
    "BUILDING": "BLDG",
    "DEPARTMENT": "DEPT",
    "FLOOR": "FL",
    "HANGAR": "HNGR",
    "HANGER": "HNGR",
    "PENTHOUSE": "PH",
    "ROOM": "RM",
    "SPACE": "SPC",
    "SUITE": "STE",
    "TRAILER": "TRLR",
}
DIRECTIONS = {
    "NORTH": "N",
    "SOUTH": "S",
    "EAST": "E",
    "WEST": "W",
    "NORTHEAST": "NE",
    "NORTHWEST": "NW",
    "SOUTHEAST": "SE",
    "SOUTHWEST": "SW",
}
_SUFFIX = frozenset(SUFFIXES) | frozenset(SUFFIXES.values())
# Lines that are no street, in their own form.
_OTHER_LINES = [
    (r"^(?:P ?O|POST OFFICE) ?(?:BOX|BX|B)\b ?#? ?", "PO BOX "),
    (r"^POB(?:OX)? #? ?(?=\w)", "PO BOX "),
    (r"^BO?X #? ?(?=\d)", "PO BOX "),
    (r"^(PSC|CMR|UNIT) ?#? ?(\w+) BO?X #? ?(?=\d)", r"\1 \2 BOX "),
    (r"^(?:RURAL (?:ROUTE|RTE)|R R|RFD(?: RTE)?|RT|RTE|RR) #? ?(\w+) BO?X #? ?", r"RR \1 BOX "),
    (r"^(?:H(?:IGHWAY|WY) CONTRACT|STAR RTE|H C|HC)(?: RTE)? #? ?(\w+) BO?X #? ?", r"HC \1 BOX "),
    (r"^URBANIZACION ", "URB "),
    (r"\b(\d+)(?:ST|ND|RD|TH) FL$", r"FL \1"),
    (r"\b(APT|STE|RM|FL|BLDG|UNIT|LOT|SPC) (?:# ?|NO )(?=\w)", r"\1 "),
    (r"# ?(?=\w)", "# "),
]
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


def standardized(address: Address) -> Address:
    """Return an address as the Postal Service writes it.

    That is in capitals, without accents and punctuation; kinds of streets, units and directions
    abbreviated where they are that and not a name; boxes, military, rural and Puerto Rico lines in
    their form; ZIP+4 joined.
    """
    state = address.state.strip().upper()
    city = capitals(address.city)
    return Address(
        street1=_line(address.street1),
        street2=_line(address.street2),
        city=re.sub(rf" {state}$", "", city) if state else city,
        state=state,
        postal_code=_joined_zip(address.postal_code),
    )


def capitals(text: str) -> str:
    """Return words in capitals without accents; of punctuation 39.2, 1/2, A-5 and # stay."""
    letters = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", text)
        if not unicodedata.combining(letter)
    ).upper()
    letters = re.sub(r"['\u2018\u2019`]|(?<=\b[A-Z])\.(?=[A-Z]\b)", "", letters)
    words = re.sub(r'(?<!\d)\.|\.(?!\d)|[,;:"()]', " ", letters).replace("#", " # ")
    return " ".join(words.split())


def _line(text: str) -> str:
    words = capitals(text).split()
    line = " ".join(_word(words, place) for place in range(len(words)))
    for pattern, form in _OTHER_LINES:
        line = re.sub(pattern, form, line)
    return " ".join(line.split())


def _word(words: list[str], place: int) -> str:
    """Return a word as it is abbreviated where it stands.

    A kind of street before another one, or first behind the number, is a name: 100 Court Square,
    1 Avenue of the Americas. So is a direction before the kind: 12 North Avenue.
    """
    word = words[place]
    following = words[place + 1] if place + 1 < len(words) else ""
    begins = place == 0 or (place == 1 and words[0][0].isdigit())
    if word in SUFFIXES:
        is_numbered = following[:1].isdigit()  # Highway 66
        is_name = following in _SUFFIX or following == "OF" or (begins and bool(following))
        is_name = is_name and not is_numbered
        return word if is_name else SUFFIXES[word]
    if word in DIRECTIONS:
        is_name = following in _SUFFIX or (begins and not following)
        return word if is_name else DIRECTIONS[word]
    return UNITS.get(word, word)


def _joined_zip(text: str) -> str:
    digits = _ZIP.fullmatch(text.strip())
    return "-".join(filter(None, digits.groups())) if digits else text.strip().upper()
