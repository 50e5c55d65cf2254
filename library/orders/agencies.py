"""The spelling that agencies are matched by, whatever way a requester writes their names."""

import re
import unicodedata

# Abbreviations that requesters use for the same words. Ambiguous ones (“CO”) stay as they are.
_WORDS = {
    "&": "and",
    "dept": "department",
    "pd": "police department",
    "sd": "sheriffs department",
    "so": "sheriffs office",
    "sheriff": "sheriffs",
    "univ": "university",
    "cnty": "county",
    "twp": "township",
    "natl": "national",
    "assn": "association",
    "st": "saint",
    "mt": "mount",
    "ft": "fort",
}
_NOT_A_WORD = re.compile(r"[^\w&]+")


def normalized_agency_name(name: str) -> str:
    """Return a name in lower case, without accents, punctuation or abbreviations, 200 characters.

    “Springfield P.D.” and “SPRINGFIELD Police Dept” are one agency.
    """
    decomposed = unicodedata.normalize("NFKD", name)
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    # Points and apostrophes stand inside a word: P.D., sheriff's.
    joined = re.sub(r"[.'\u2019`]", "", plain.casefold()).replace("&", " & ")
    words = _NOT_A_WORD.sub(" ", joined).split()
    return " ".join(_WORDS.get(word, word) for word in words)[:200]
