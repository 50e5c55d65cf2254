"""A record's fields by tag, their text without control characters and catalogers' punctuation."""

import re
import unicodedata
from collections.abc import Iterator

from pymarc import Field, Record

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]+")
_SPACES = re.compile(r"\s+")
_TRAILING_PUNCTUATION = " /:;,="
_ABBREVIATION = re.compile(
    r"(?:.*\W)?(?:\w|inc|co|corp|ltd|dept|jr|sr|etc|ed|no|vol)\.", re.IGNORECASE
)


class Fields:
    """The fields of one record; each is looked up by its tag in one step."""

    def __init__(self, record: Record) -> None:
        self.leader = str(record.leader).ljust(24)
        self._by_tag: dict[str, list[Field]] = {}
        for field in record.fields:
            self._by_tag.setdefault(field.tag, []).append(field)

    def all(self, *tags: str) -> Iterator[Field]:
        """Yield the data fields of these tags, tag by tag."""
        for tag in tags:
            for field in self._by_tag.get(tag, ()):
                if not field.control_field:
                    yield field

    def control(self, tag: str) -> str:
        """Return the first control field of a tag, empty when there is none."""
        return next(iter(self.controls(tag)), "")

    def controls(self, tag: str) -> list[str]:
        """Return all control fields of a tag."""
        return [field.data or "" for field in self._by_tag.get(tag, ()) if field.control_field]

    def texts(self, tag: str, codes: str) -> Iterator[str]:
        """Yield the clean, non-empty subfields with any of the codes, in the record's order."""
        for field in self.all(tag):
            yield from subfields(field, codes)

    def first(self, tag: str, codes: str) -> str:
        """Return the first of `texts`, empty when there is none."""
        return next(self.texts(tag, codes), "")


def subfields(field: Field, codes: str) -> Iterator[str]:
    """Yield the clean, non-empty subfields of a field with any of the codes, in its order."""
    for code, value in field.subfields:
        if code and code in codes and (text := clean(value)):
            yield text


def clean(value: str | None) -> str:
    """Return text on one line, composed (NFC), without what a database or a page cannot hold."""
    if not value:
        return ""
    if not value.isprintable():
        value = _SPACES.sub(" ", _CONTROL.sub(" ", value))
    if not value.isascii():
        value = unicodedata.normalize("NFC", value)
    return value.strip()


def trimmed(text: str) -> str:
    """Return text without the punctuation that separates areas, keeping an abbreviation's dot."""
    text = text.strip().rstrip(_TRAILING_PUNCTUATION)
    if text.endswith(".") and not text.endswith("..."):
        last_word = text[-20:].rpartition(" ")[2]
        if not _ABBREVIATION.fullmatch(last_word):
            text = text[:-1].rstrip(_TRAILING_PUNCTUATION)
    return text


def unbracketed(text: str) -> str:
    """Return trimmed text without brackets around the whole or left open by trimming."""
    text = trimmed(text)
    if text.startswith("[") and "]" not in text[:-1]:
        text = text.removesuffix("]")[1:]
    if text.endswith("]") and "[" not in text:
        text = text[:-1]
    return trimmed(text)
