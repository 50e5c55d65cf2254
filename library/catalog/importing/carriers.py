"""What carries a record's title: the Format, from 245 $h, 338, 300, 007 and the fixed field."""

import re

from library.catalog.enums import Format
from library.catalog.importing.fields import Fields

_HYPHENS = re.compile(r"[^a-z0-9]+")
_VIDEO_FILE = re.compile(r"video|film|webcast|motion picture", re.IGNORECASE)

# Catalogers type terms by hand, with typing errors: one telling part of a word is enough.
_EXTENT_WORDS: tuple[tuple[re.Pattern[str], Format], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), carrier)
    for pattern, carrier in (
        (r"\bdvds?\b|video ?dis[ck]|blu-?ray", Format.DVD),
        (r"video ?cassette|\bvhs\b|video ?tape|videoreel", Format.VIDEOTAPE),
        (r"\busb\b|flash drive|thumb drive", Format.USB),
        (r"micro(?:fiche|film|opaque|form|card)|aperture card", Format.MICROFORM),
        (r"\bcds?\b|cd-?roms?\b|compact dis[ck]|audio dis[ck]|sound dis[ck]", Format.CD),
        (r"(?:computer|optical|laser)(?: laser)?(?: optical)? dis[ck]", Format.CD),
        (r"(?:audio|sound) ?(?:cassette|tape)|film ?(?:strip|reel)|slides?\b", Format.OTHER),
        (r"online|on-line|electronic text|web ?site|html|\bpdf\b|remote", Format.DOWNLOAD),
        (r"streaming", Format.STREAM),
    )
)  # fmt: skip
_CARRIER_TERMS: tuple[tuple[str, Format], ...] = (
    ("online", Format.DOWNLOAD),
    ("videodis", Format.DVD),
    ("videocassette", Format.VIDEOTAPE),
    ("videotape", Format.VIDEOTAPE),
    ("micro", Format.MICROFORM),
    ("aperture", Format.MICROFORM),
    ("computerdis", Format.CD),
    ("audiodis", Format.CD),
    ("memorycard", Format.USB),
    ("flash", Format.USB),
    ("volume", Format.PRINT),
    ("sheet", Format.PRINT),
    ("card", Format.PRINT),
    ("film", Format.OTHER),
    ("cassette", Format.OTHER),
    ("object", Format.OTHER),
)
_CARRIER_CODES = {
    "cr": Format.DOWNLOAD, "cd": Format.CD, "sd": Format.CD, "vd": Format.DVD,
    "vf": Format.VIDEOTAPE, "vr": Format.VIDEOTAPE, "cb": Format.USB, "ck": Format.OTHER,
    "nc": Format.PRINT, "nb": Format.PRINT, "no": Format.PRINT, "nn": Format.PRINT,
}  # fmt: skip
_PHYSICAL = {
    "cr": Format.DOWNLOAD, "co": Format.CD, "sd": Format.CD, "vd": Format.DVD,
    "vf": Format.VIDEOTAPE, "vr": Format.VIDEOTAPE,
}  # fmt: skip
_PLAYED = "gij"  # leader/06: projected medium, sound, music
_FORM_OF_ITEM = {"o": Format.DOWNLOAD, "s": Format.DOWNLOAD, "q": Format.CD}
_MICRO_FORMS = "abc"


def carrier_of(fields: Fields) -> Format:
    """Return the carrier; print where nothing says otherwise."""
    extent = " ".join(fields.texts("300", "a"))
    carrier = (
        _by_designation(fields, extent)
        or _by_carrier_term(fields)
        or _by_extent(extent)
        or _by_physical_description(fields)
        or _by_fixed_field(fields)
        or Format.PRINT
    )
    return _refined(fields, carrier, extent)


def _by_designation(fields: Fields, extent: str) -> Format | None:
    """Read the general material designation, `[electronic resource]` and its misspellings."""
    words = fields.first("245", "h").lower().strip(" []/:;.,=")
    if words.startswith("micro"):
        return Format.MICROFORM
    if words.startswith(("electr", "computer", "video", "sound", "motion")):
        found = _by_extent(extent) or _by_physical_description(fields)
        if found or not words.startswith("electr"):
            return found
        return Format.DOWNLOAD
    return None


def _by_carrier_term(fields: Fields) -> Format | None:
    for field in fields.all("338"):
        for code, value in field.subfields:
            text = _HYPHENS.sub("", value.lower())
            if text in _CARRIER_CODES:
                return _CARRIER_CODES[text]
            if code == "b" and text.startswith("h"):
                return Format.MICROFORM
            for term, carrier in _CARRIER_TERMS:
                if term in text:
                    return carrier
    return None


def _by_extent(extent: str) -> Format | None:
    if not extent:
        return None
    return next((carrier for pattern, carrier in _EXTENT_WORDS if pattern.search(extent)), None)


def _by_physical_description(fields: Fields) -> Format | None:
    for coded in fields.controls("007"):
        if coded.startswith("h"):
            return Format.MICROFORM
        if coded[:2] in _PHYSICAL:
            return _PHYSICAL[coded[:2]]
    return None


def _by_fixed_field(fields: Fields) -> Format | None:
    place = 29 if fields.leader[6] in "efgkor" else 23
    form = fields.control("008")[place : place + 1]
    if form and form in _MICRO_FORMS:
        return Format.MICROFORM
    return _FORM_OF_ITEM.get(form)


def _refined(fields: Fields, carrier: Format, extent: str) -> Format:
    """Tell a DVD from a CD, a film on line from a text, and never call a film print."""
    if carrier is Format.CD and re.search(r"\bdvd", extent, re.IGNORECASE):
        return Format.DVD
    plays = fields.leader[6] in _PLAYED
    if carrier is Format.DOWNLOAD and plays and _VIDEO_FILE.search(extent):
        return Format.STREAM
    if carrier is Format.PRINT and (plays or _VIDEO_FILE.match(extent)):
        return Format.STREAM if fields.first("856", "u") else Format.OTHER
    return carrier
