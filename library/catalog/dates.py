"""Dates as exact as they are known."""

from datetime import date

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def spell_date(year: int | None, month: int | None = None, day: int | None = None) -> str:
    """Return "October 1, 2009", "October 2009", "2009" or "", as far as it is known."""
    if year is None:
        return ""
    if month is None:
        return str(year)
    name = _MONTHS[month - 1]
    return f"{name} {year}" if day is None else f"{name} {day}, {year}"


def iso_date(year: int | None, month: int | None = None, day: int | None = None) -> str:
    """Return the date for machines: "2009-10-01", "2009-10", "2009" or ""."""
    parts = [f"{year:04}"] if year is not None else []
    for part in (month, day):
        if part is None or not parts:
            break
        parts.append(f"{part:02}")
    return "-".join(parts)


def is_real_day(year: int, month: int, day: int) -> bool:
    """Return whether the calendar has such a day."""
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
