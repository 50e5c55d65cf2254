"""The numbers of a record: SuDoc, ISBN, ISSN, OCLC, stock, NCJ, DOI and product numbers."""

import re
from collections.abc import Iterator

from pymarc import Field

from library.catalog.enums import Scheme
from library.catalog.importing.fields import Fields, clean, subfields

_ISBN = re.compile(r"(?:97[89][- ]?)?[0-9](?:[- ]?[0-9]){8}[- ]?[0-9Xx]")
_ISSN = re.compile(r"[0-9]{4}-?[0-9]{3}[0-9Xx]")
_OCLC = re.compile(r"\(OCoLC\)\D{0,4}([0-9]+)", re.IGNORECASE)
_AT_THE_START = (
    ("020", Scheme.ISBN, _ISBN),
    ("022", Scheme.ISSN, _ISSN),
    ("035", Scheme.OCLC, _OCLC),
)
_STOCK = re.compile(r"(?<![0-9-])[0-9]{3}-[0-9]{3}-[0-9]{5}-[0-9](?![0-9-])")
_NCJ = re.compile(r"\bNCJ(?:RS)?[- #:.]*(?:no\.? *)?([0-9]{4,7})(?![0-9])", re.IGNORECASE)
_DOI = re.compile(r"\b10\.[0-9]{4,9}/[^\s\"<>]+")
# The office's own numbers, also where only the name of a file or an address carries one.
_PRODUCT = re.compile(
    r"(?<![a-z0-9])cops[- ]?([a-z]{1,2})[- ]?([0-9]{3,4})(?![0-9])", re.IGNORECASE
)
_PUBLISHER_NUMBER = re.compile(r"[A-Z]{2,10}-[A-Z]{0,3}[0-9]{2,6}[A-Z]?", re.IGNORECASE)
_OTHER_PUBLISHER_NUMBER = "5"
_NUMBER_FIELDS = ("024", "028", "037", "088", "500", "856")


def identifiers_of(fields: Fields) -> Iterator[tuple[Scheme, str]]:
    """Yield scheme and value, each pair once, the record's own control number first."""
    seen = set()
    for identifier in _all(fields):
        if identifier not in seen:
            seen.add(identifier)
            yield identifier


def product_numbers_of(fields: Fields) -> list[str]:
    """Return the publisher's product numbers as they are written now ("COPS-P273"), in order."""
    found: dict[str, None] = {}
    for field in fields.all("028", "037", "088", "500", "856"):
        for value in subfields(field, "u" if field.tag == "856" else "a"):
            for series, number in _PRODUCT.findall(value):
                found[f"COPS-{series.upper()}{number}"] = None
            if field.tag == "028" and _is_other_publisher_number(field, value):
                found[value.upper()] = None
    return list(found)


def _is_other_publisher_number(field: Field, value: str) -> bool:
    first = field.indicators.first if field.indicators else ""
    return first == _OTHER_PUBLISHER_NUMBER and bool(_PUBLISHER_NUMBER.fullmatch(value))


def _all(fields: Fields) -> Iterator[tuple[Scheme, str]]:
    if control_number := clean(fields.control("001")):
        yield Scheme.CONTROL_NUMBER, control_number
    for value in fields.texts("086", "a"):
        yield Scheme.SUDOC, value
    for tag, scheme, pattern in _AT_THE_START:
        for value in fields.texts(tag, "a"):
            if match := pattern.match(value):
                yield scheme, match[match.lastindex or 0]
    for field in fields.all(*_NUMBER_FIELDS):
        yield from _inside(field)


def _inside(field: Field) -> Iterator[tuple[Scheme, str]]:
    """Yield the numbers that stand within the text of a field."""
    is_address = field.tag == "856"
    for value in subfields(field, "u" if is_address else "a"):
        if is_address and "doi.org/" not in value:
            continue
        if "10." in value:
            yield from ((Scheme.DOI, doi.rstrip(".,;)")) for doi in _DOI.findall(value))
        if "-" in value:
            yield from ((Scheme.GPO_STOCK, stock) for stock in _STOCK.findall(value))
        if "ncj" in value.lower():
            yield from ((Scheme.NCJ, f"NCJ {number}") for number in _NCJ.findall(value))
