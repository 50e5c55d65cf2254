"""Dates of publication, as exact as a record knows them: a year, a month or a day."""

import re
from calendar import monthrange
from dataclasses import dataclass

_FIRST_YEAR, _LAST_YEAR = 1400, 2100
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAME = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_CORRECTED = re.compile(r"(?:\bi\. ?e\.|that is),? *(.*)", re.IGNORECASE | re.DOTALL)
_DAY_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?P<month>{_MONTH_NAME}) +(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,? +(?P<year>[0-9]{{4}})",
        rf"(?<![0-9])(?P<day>[0-9]{{1,2}}) +(?P<month>{_MONTH_NAME}),? +(?P<year>[0-9]{{4}})",
        r"(?<![0-9])(?P<month>[0-9]{1,2})/(?P<day>[0-9]{1,2})/(?P<year>[0-9]{4})(?![0-9])",
        r"(?<![0-9])(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?![0-9])",
        rf"(?P<month>{_MONTH_NAME}),? +(?P<year>[0-9]{{4}})",
        rf"(?<![0-9])(?P<year>[0-9]{{4}}),? +(?P<month>{_MONTH_NAME})",
    )
)
_YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
_TYPED_L = re.compile(r"(?<!\w)l(?=[0-9]{3}(?![0-9]))")  # l987, from typewriters without a 1
_LONGEST = 300
_DETAILED = "e"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date whose day, or month and day, or everything may be unknown (None)."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


_UNKNOWN = PartialDate()


def publication_date(*, statements: list[str], fixed_field: str) -> PartialDate:
    """Return the date of what a title page said (260/264 $c), else of the coded one (008/06-14).

    The coded date adds month and day where both agree on the year.
    """
    coded = _coded(fixed_field)
    for statement in statements:
        stated = _stated(statement)
        if stated.year is None:
            continue
        if stated.month is None and coded.year == stated.year:
            return coded
        return stated
    return coded


def _stated(statement: str) -> PartialDate:
    text = _TYPED_L.sub("1", statement[:_LONGEST])
    if corrected := _CORRECTED.search(text):
        return _stated(corrected[1]) if _YEAR.search(corrected[1]) else _first_date(text)
    return _first_date(text)


def _first_date(text: str) -> PartialDate:
    matches = [match for pattern in _DAY_PATTERNS if (match := pattern.search(text))]
    for match in sorted(matches, key=lambda match: match.start()):
        parts = match.groupdict()
        day = parts.get("day")
        date = _checked(int(parts["year"]), _month(parts["month"]), int(day) if day else None)
        if date.year:
            return date
    for year in _YEAR.findall(text):
        if (date := _checked(int(year), None, None)).year:
            return date
    return _UNKNOWN


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    return _MONTHS.index(text[:3].lower()) + 1


def _coded(fixed_field: str) -> PartialDate:
    date = fixed_field[7:11]
    if not (date.isascii() and date.isdigit()):
        return _UNKNOWN
    exact = fixed_field[11:15]
    if fixed_field[6:7] == _DETAILED and exact.isascii():
        month = int(exact[:2]) if exact[:2].isdigit() else None
        day = int(exact[2:]) if exact[2:].isdigit() else None
        return _checked(int(date), month, day)
    return _checked(int(date), None, None)


def _checked(year: int, month: int | None, day: int | None) -> PartialDate:
    """Return as much of a date as can be true."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return _UNKNOWN
    if not month or month not in range(1, 13):
        return PartialDate(year)
    if not day or day > monthrange(year, month)[1]:
        return PartialDate(year, month)
    return PartialDate(year, month, day)
