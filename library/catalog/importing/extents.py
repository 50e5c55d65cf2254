"""How long a title is: pages, or minutes of running time, and the extent as it was cataloged."""

import re

from library.catalog.importing.fields import Fields, clean, trimmed

_PAGES = re.compile(
    r"\[?([0-9]{1,6})\]?(?: unnumbered| numbered)? *(?:pages?|p\.|pp\.|leaves)", re.IGNORECASE
)
_HOURS = re.compile(r"([0-9]{1,3})(?:\.[0-9]+)? *h(?:ou)?rs?\b", re.IGNORECASE)
_CLOCK = re.compile(r"\b(?:([0-9]{1,2}):)?([0-9]{1,3}):([0-9]{2})(?: *(?:min|hr|hour))?")
_MINUTES = re.compile(r"([0-9]{1,4}) *min", re.IGNORECASE)
_SECONDS = re.compile(r"([0-9]{1,4}) *sec", re.IGNORECASE)
_CODED_RUN = re.compile(r"[0-9]{6}")
_HALF_MINUTE = 30
_MOST_PAGES = 100_000


def pages_of(fields: Fields) -> int | None:
    """Return the arabic pages of the main sequence ("ii, 16 pages" are 16), None if unknown."""
    for extent in fields.texts("300", "a"):
        pages = [int(number) for number in _PAGES.findall(extent[:500])]
        if pages and 0 < max(pages) <= _MOST_PAGES:
            return max(pages)
    return None


def minutes_of(fields: Fields) -> int | None:
    """Return the running time rounded to minutes (at least 1), None if unknown."""
    for coded in fields.texts("306", "a"):
        if _CODED_RUN.fullmatch(coded):
            return _rounded(int(coded[:2]), int(coded[2:4]), int(coded[4:]))
    for extent in fields.texts("300", "a"):
        if minutes := _running(extent[:500]):
            return minutes
    return None


def extent_of(fields: Fields) -> str:
    """Return the whole physical description on one line."""
    field = next(fields.all("300"), None)
    if field is None:
        return ""
    return trimmed(" ".join(clean(value) for code, value in field.subfields if code in "abcefg"))


def _running(text: str) -> int | None:
    if (clock := _CLOCK.search(text)) and re.search(r"min|hour|hr|video|audio", text):
        return _rounded(int(clock[1] or 0), int(clock[2]), int(clock[3]))
    hours, minutes, seconds = (pattern.search(text) for pattern in (_HOURS, _MINUTES, _SECONDS))
    if not (hours or minutes):
        return None
    return _rounded(
        int(hours[1]) if hours else 0,
        int(minutes[1]) if minutes else 0,
        int(seconds[1]) if seconds else 0,
    )


def _rounded(hours: int, minutes: int, seconds: int) -> int | None:
    if not (hours or minutes or seconds):
        return None
    return max(1, hours * 60 + minutes + (1 if seconds >= _HALF_MINUTE else 0))
