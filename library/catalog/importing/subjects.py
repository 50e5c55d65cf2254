"""Subject headings as catalogers wrote them, with the list they come from."""

from collections.abc import Iterator

from pymarc import Field

from library.catalog.importing.fields import Fields, subfields, trimmed

_MAIN_PARTS = {
    "600": "abcdqt",
    "610": "abnt",
    "611": "acdnt",
    "630": "anp",
    "650": "abcd",
    "651": "a",
}
_SUBDIVISIONS = "vxyz"
_FREE = "653"
_NAMED_IN_FIELD = "7"
_SOURCES = {"0": "lcsh", "1": "lcshac", "2": "mesh", "3": "nal", "5": "csh", "6": "rvm"}


def subjects_of(fields: Fields) -> Iterator[tuple[str, str]]:
    """Yield heading ("Crime prevention--Vermont") and source ("lcsh", empty for free words)."""
    seen = set()
    for field in fields.all(*_MAIN_PARTS, _FREE):
        for heading in _headings(field):
            subject = (heading, _source(field))
            if heading and subject not in seen:
                seen.add(subject)
                yield subject


def _headings(field: Field) -> Iterator[str]:
    if field.tag == _FREE:
        yield from (trimmed(word) for word in subfields(field, "a"))
        return
    main = trimmed(" ".join(subfields(field, _MAIN_PARTS[field.tag])))
    yield "--".join(part for part in (main, *map(trimmed, subfields(field, _SUBDIVISIONS))) if part)


def _source(field: Field) -> str:
    if field.tag == _FREE:
        return ""
    second = field.indicators.second if field.indicators else ""
    if second == _NAMED_IN_FIELD:
        return next(subfields(field, "2"), "").rstrip(" .").lower()
    return _SOURCES.get(second, "")
