"""Abstract, notes, series and addresses of a record."""

import re
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from pymarc import Field

from library.catalog.importing.fields import Fields, clean, subfields, trimmed
from library.catalog.importing.fitting import Fitting

_NOTE_TAGS = (
    "500", "501", "502", "504", "505", "508", "511", "515", "518", "521", "525", "530", "533",
    "538", "546", "550", "580", "586", "588",
)  # fmt: skip
_LONGEST_TEXT = 50_000
_LONGEST_URL = 1000
_LONGEST_LABEL = 200
# The usual address is told by one pattern; Django's validator is slow and right about the rest.
_PLAIN_URL = re.compile(
    r"https?://(?:[a-z0-9-]+\.)+[a-z]{2,10}(?::[0-9]{2,5})?(?:/[!-~]*)?", re.IGNORECASE
)
# The Government Publishing Office also records where a depository library keeps the piece.
_LIBRARY_LOCATOR = re.compile(r"https?://catalog\.gpo\.gov/fdlpdir/locate\.jsp", re.IGNORECASE)
_is_url = URLValidator(schemes=["http", "https", "ftp"])


def abstract_of(fields: Fields) -> str:
    """Return the summaries, a paragraph each."""
    return "\n\n".join(_paragraphs(fields, "520", "ab"))[:_LONGEST_TEXT]


def notes_of(fields: Fields) -> str:
    """Return the notes, a line each, in the order of their tags."""
    notes = dict.fromkeys(
        note for tag in _NOTE_TAGS for note in _paragraphs(fields, tag, "abcdegrt")
    )
    return "\n".join(notes)[:_LONGEST_TEXT]


def series_of(fields: Fields) -> tuple[str, str]:
    """Return title and number of the first series, as on the piece, else as traced."""
    for field in fields.all("490", "830"):
        title = trimmed(next(subfields(field, "a"), ""))
        if title:
            return title, trimmed(next(subfields(field, "v"), ""))
    return "", ""


def links_of(fields: Fields, fitting: Fitting) -> Iterator[tuple[str, str]]:
    """Yield address and label of what can be read or played on line."""
    seen = set()
    for field in fields.all("856"):
        label = "; ".join(subfields(field, "3z"))
        for address in _addresses(field):
            if address in seen or _LIBRARY_LOCATOR.match(address):
                continue
            seen.add(address)
            if _is_address(address):
                yield address, fitting.cut(label, _LONGEST_LABEL, "label of an address")
            else:
                fitting.remark("an online address (856 $u) is not valid and was left out")


def _paragraphs(fields: Fields, tag: str, codes: str) -> Iterator[str]:
    for field in fields.all(tag):
        if text := " ".join(subfields(field, codes)):
            yield text


def _addresses(field: Field) -> Iterator[str]:
    return (clean(value).replace(" ", "%20") for code, value in field.subfields if code == "u")


def _is_address(address: str) -> bool:
    if len(address) > _LONGEST_URL:
        return False
    if _PLAIN_URL.fullmatch(address):
        return True
    try:
        _is_url(address)
    except ValidationError:
        return False
    return True
