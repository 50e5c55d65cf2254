"""The spelling that agencies are matched by, whatever way a requester writes their names."""

import re
import unicodedata

# Abbreviations that requesters use for the same words.
_WORDS = {
    "&": "and",
    "dept": "department",
    "dpt": "department",
    "div": "division",
    "bu": "bureau",
    "pd": "police department",
    "so": "sheriffs office",
    "sd": "sheriffs office",
    "dps": "public safety department",
    "sheriff": "sheriffs",
    "univ": "university",
    "coll": "college",
    "cnty": "county",
    "twp": "township",
    "vlg": "village",
    "boro": "borough",
    "natl": "national",
    "assn": "association",
    "ste": "saint",
    "mt": "mount",
    "ft": "fort",
    "n": "north",
    "s": "south",
    "e": "east",
    "w": "west",
}
# What is understood by its neighbors, in the order in which it is looked for.
_BEFORE_WORDS = [
    (r"\bu s\b|\bunited states\b", "us"),
    (r"\b(sheriff|marshal) s\b", r"\1s"),
    (r"\b([ps]) ([do])$", r"\1\2"),
    (r"^u(?= of\b)", "university"),
    (r"\bst(?= (?:univ|coll|community|police|patrol|prison|highway)\w*\b)", "state"),
    (r"\bst(?= \w)", "saint"),
    (r"\bco(?= (?:sheriffs?|police|so|sd|pd)\b)|(?<=\w )co$", "county"),
    (r"^so(?= )", "southern"),
    (r"^the ", ""),
]
_AFTER_WORDS = [
    (
        r"\b(?:department|bureau|division|office) of (?:the )?(police|sheriffs|public safety)\b",
        r"\1",
    ),
    (r"\b(police|sheriffs)(?: department| office)? of (?:the )?(.+)$", r"\2 \1"),
    (r"^(police|sheriffs)(?: department| office)? city of (.+)$", r"\2 \1"),
    (r"^city of ", ""),
    (
        r"^(county|parish|town|township|village|borough) of (.+?)(?= police\b| sheriffs\b|$)",
        r"\2 \1",
    ),
]
_OF_THE_STATE = re.compile(r"\bstate police\b(?: department)?$")
_POLICE = re.compile(r"\bpolice (?:department|bureau|division|force)\b|\bpolice$")
_SAFETY = re.compile(r"\bpublic safety department\b|\bpublic safety$")
_SHERIFF = re.compile(
    r"\bsheriffs (?:office|department)\b|\bsheriffs$|^sheriffs(?= .*\b(?:county|parish)$)"
)
_SAYS_WHAT_PLACE = re.compile(r"\b(?:city|county|borough)\b")
_STATE_AT_THE_END = re.compile(r",\s*[A-Z]{2}\s*$")
_ORI = re.compile(r"\b(?=[A-Z]*\d)[A-Z]{2}[A-Z0-9]{7}\b")
# In a shorter word another letter makes another name, such as Clifton and Clinton. Of the FBI's
# 23,159 agencies 12 pairs of one state are a slip apart; what is on record is found by its own key.
_SHORTEST_WITH_SLIP = 6  # letters: of one more, one less or two exchanged
_SHORTEST_WITH_OTHER = 8  # letters: of another letter


def normalized_agency_name(name: str) -> str:
    """Return the key of a name, 200 characters: what is said in other words has the same key.

    “Springfield P.D.”, “City of Springfield Dept. of Police” and “SPRINGFIELD Police” are one
    agency; “Office of the Sheriff, Lake Co.” and “Lake County S.O.” are another.
    """
    text = _rewritten(_plain(_STATE_AT_THE_END.sub("", name)), _BEFORE_WORDS)
    text = " ".join(_WORDS.get(word, word) for word in text.split())
    return _with_kind_last(_rewritten(text, _AFTER_WORDS))[:200].strip()


def ori_in(text: str) -> str | None:
    """Return the ORI, such as VA0290100, that somebody wrote into a field, or None."""
    found = _ORI.search(text.upper())
    return found.group() if found else None


def is_slip_of(one: str, other: str) -> bool:
    """Tell whether two keys differ as by a slip of the fingers.

    That is a space, or one letter more, less, other or exchanged with its neighbor in one long
    word, never the first letter. “Lake” and “Lane” are two counties.
    """
    ours, theirs = one.split(), other.split()
    if "".join(ours) == "".join(theirs):
        return True
    if len(ours) != len(theirs):
        return False
    pairs = [(a, b) for a, b in zip(ours, theirs, strict=True) if a != b]
    return len(pairs) == 1 and _is_one_slip(*pairs[0])


def _is_one_slip(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if short[0] != long[0] or len(short) < _SHORTEST_WITH_SLIP:
        return False
    if len(short) != len(long):
        return any(long[:place] + long[place + 1 :] == short for place in range(len(long)))
    apart = [place for place, letter in enumerate(short) if letter != long[place]]
    if len(apart) == 1:
        return len(short) >= _SHORTEST_WITH_OTHER
    first, last = apart[0], apart[-1]
    return last == first + 1 and short[first : last + 1] == long[first : last + 1][::-1]


def _plain(name: str) -> str:
    """Return the words in lower case, without accents; points and apostrophes stand inside them."""
    decomposed = unicodedata.normalize("NFKD", name)
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    joined = re.sub(r"[.'\u2018\u2019`\u02bc]", "", letters.casefold()).replace("&", " & ")
    return " ".join(re.sub(r"[^\w&]+", " ", joined).split())


def _rewritten(text: str, rules: list[tuple[str, str]]) -> str:
    for pattern, replacement in rules:
        text = " ".join(re.sub(pattern, replacement, text).split())
    return text


def _with_kind_last(text: str) -> str:
    """Put what sort of agency it is behind its name, in one wording."""
    if _OF_THE_STATE.search(text):
        return _OF_THE_STATE.sub("state police", text)
    for pattern, kind in ((_SAFETY, "public safety department"), (_POLICE, "police department")):
        if pattern.search(text):
            return " ".join([*pattern.sub("", text, count=1).split(), kind])
    if not _SHERIFF.search(text):
        return text
    place = re.sub(r"\bparish\b", "county", _SHERIFF.sub("", text, count=1).strip())
    county = "" if not place or _SAYS_WHAT_PLACE.search(place) else "county"
    return " ".join([*place.split(), *county.split(), "sheriffs office"])
