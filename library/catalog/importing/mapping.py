"""From a MARC record to what the catalog keeps of it."""

import hashlib
import re
from dataclasses import replace

from django.utils.text import slugify
from pymarc import Field, Record

from library.catalog.enums import ContributorRole, Scheme
from library.catalog.importing.carriers import carrier_of
from library.catalog.importing.dates import PartialDate, publication_date
from library.catalog.importing.description import abstract_of, links_of, notes_of, series_of
from library.catalog.importing.extents import extent_of, minutes_of, pages_of
from library.catalog.importing.fields import Fields, clean, trimmed, unbracketed
from library.catalog.importing.fitting import Fitting
from library.catalog.importing.kinds import kind_of
from library.catalog.importing.languages import languages_of
from library.catalog.importing.numbers import identifiers_of, product_numbers_of
from library.catalog.importing.people import contributors_of
from library.catalog.importing.records import ImportedRecord
from library.catalog.importing.subjects import subjects_of

_PUBLICATION_FUNCTIONS = "1 0234"  # 264, second indicator: published, …, copyright
_NOT_IN_NUMBER = re.compile(r"[^A-Z0-9]+")
_LONGEST_SLUG = 120
_LONGEST_KEY = 110  # the column has 120; "#2" may follow
_LONGEST_NUMBER_PART = 24


class NoTitle(Exception):
    """A record without a title names nothing that could be kept."""

    def __init__(self) -> None:
        super().__init__("it has no title (245 $a)")


def imported_record(record: Record, *, remarks: tuple[str, ...] = ()) -> ImportedRecord:
    """Return what the catalog keeps of a record.

    Raises:
        NoTitle: there is none.
    """
    fields = Fields(record)
    fitting = Fitting(remarks)
    title, subtitle = _titles(fields)
    if not title:
        raise NoTitle
    date = _date(fields)
    place, publisher = _imprint(fields)
    key, number = _key(fields, title=title, date=date, publisher=publisher)
    series, series_number = series_of(fields)
    imported = ImportedRecord(
        key=key,
        control_number=clean(fields.control("001")),
        product_numbers=tuple(product_numbers_of(fields)),
        fallback_number=number,
        title=fitting.cut(title, 1000, "title"),
        subtitle=fitting.cut(subtitle, 1000, "subtitle"),
        slug=slugify(title)[:_LONGEST_SLUG].strip("-") or "untitled",
        kind=kind_of(fields),
        format=carrier_of(fields),
        abstract=abstract_of(fields),
        notes=notes_of(fields),
        languages=languages_of(fields),
        contributors=_contributors(fields, fitting),
        subjects=_subjects(fields, fitting),
        identifiers=_identifiers(fields, fitting),
        series=fitting.cut(series, 500, "series"),
        series_number=fitting.cut(series_number, 80, "series number"),
        edition=fitting.cut(trimmed(fields.first("250", "a")), 200, "edition"),
        publisher=fitting.cut(publisher, 500, "publisher"),
        publication_place=fitting.cut(place, 300, "place of publication"),
        published_year=date.year,
        published_month=date.month,
        published_day=date.day,
        pages=pages_of(fields),
        running_minutes=minutes_of(fields),
        extent=fitting.cut(extent_of(fields), 500, "extent"),
        links=tuple(links_of(fields, fitting)),
    )
    return replace(imported, remarks=fitting.remarks())


def _contributors(fields: Fields, fitting: Fitting) -> tuple[tuple[str, ContributorRole], ...]:
    return tuple(
        (fitting.cut(name, 500, "contributor"), role) for name, role in contributors_of(fields)
    )


def _subjects(fields: Fields, fitting: Fitting) -> tuple[tuple[str, str], ...]:
    return tuple(
        (fitting.cut(heading, 500, "subject"), fitting.cut(source, 20, "subject source"))
        for heading, source in subjects_of(fields)
    )


def _identifiers(fields: Fields, fitting: Fitting) -> tuple[tuple[Scheme, str], ...]:
    return tuple(
        (scheme, value)
        for scheme, value in identifiers_of(fields)
        if fitting.fits(value, 200, f"{scheme.label}")
    )


def _titles(fields: Fields) -> tuple[str, str]:
    """Return title proper with part number and name, and the rest of the title."""
    field = next(fields.all("245"), None)
    if field is None:
        return "", ""
    title: list[str] = []
    rest: list[str] = []
    for code, value in field.subfields:
        if code in "anp" and code and (text := clean(value)):
            title.append(text)
        elif code == "b" and (text := clean(value)):
            rest.append(text)
    whole = " ".join([*map(_separated, title[:-1]), *title[-1:]])
    if not whole:
        return trimmed(" ".join(rest)), ""
    return trimmed(whole), trimmed(" ".join(rest))


def _separated(part: str) -> str:
    part = part.rstrip(" /:;,=")
    return part if part.endswith((".", "?", "!")) else f"{part}."


def _date(fields: Fields) -> PartialDate:
    statements = [
        clean(value)
        for field in _imprints(fields)
        for code, value in field.subfields
        if code == "c"
    ]
    return publication_date(statements=statements, fixed_field=fields.control("008"))


def _imprint(fields: Fields) -> tuple[str, str]:
    """Return place and publisher of the publication, not of its printing or copyright."""
    for field in _imprints(fields):
        parts = {code: text for code, value in reversed(field.subfields) if (text := clean(value))}
        if "a" in parts or "b" in parts:
            return unbracketed(parts.get("a", "")), unbracketed(parts.get("b", ""))
    return "", ""


def _imprints(fields: Fields) -> list[Field]:
    """Return the statements of publication, the one that says published first."""
    return sorted(
        fields.all("264", "260"),
        key=lambda field: (
            _PUBLICATION_FUNCTIONS.find(field.indicators.second)
            if field.tag == "264" and field.indicators
            else 0
        ),
    )


def _key(fields: Fields, *, title: str, date: PartialDate, publisher: str) -> tuple[str, str]:
    """Return what makes the record the same one next time, and the product number it suggests."""
    control_number = clean(fields.control("001"))
    if control_number:
        source = clean(fields.control("003"))
        name = _NOT_IN_NUMBER.sub("-", control_number.upper()).strip("-")
        if name and len(name) <= _LONGEST_NUMBER_PART:
            number = f"CAT-{name}"
        else:
            number = f"CAT-{_short_digest(control_number)}"
        key = f"{source}:{control_number}"
        return key if len(key) <= _LONGEST_KEY else f"digest:{_long_digest(key)}", number
    said = f"{title}|{date.year}|{publisher}"
    return f"digest:{_long_digest(said)}", f"CAT-{_short_digest(said)}"


def _long_digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:40]


def _short_digest(text: str) -> str:
    return _long_digest(text)[:10].upper()
