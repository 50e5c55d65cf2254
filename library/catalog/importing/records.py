"""What an import keeps of one record: plain values, ready to be saved, and their digest."""

import hashlib
from dataclasses import dataclass, field, fields

from library.catalog.enums import ContributorRole, Format, Kind, Scheme

MAPPING = "1"  # raise it when the mapping changes: records imported before are then seen as changed


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedRecord:
    """One title as a record describes it. Lengths fit the columns they go into.

    `remarks` say what was lost on the way; they are for the report and not part of the digest.
    """

    key: str
    control_number: str
    product_numbers: tuple[str, ...]
    fallback_number: str
    title: str
    subtitle: str
    slug: str
    kind: Kind
    format: Format
    abstract: str
    notes: str
    languages: tuple[str, ...]
    contributors: tuple[tuple[str, ContributorRole], ...]
    subjects: tuple[tuple[str, str], ...]
    identifiers: tuple[tuple[Scheme, str], ...]
    series: str
    series_number: str
    edition: str
    publisher: str
    publication_place: str
    published_year: int | None
    published_month: int | None
    published_day: int | None
    pages: int | None
    running_minutes: int | None
    extent: str
    links: tuple[tuple[str, str], ...]
    remarks: tuple[str, ...] = field(default=())

    def digest(self) -> str:
        """Return a text that is the same exactly when the record says the same."""
        said = [getattr(self, each.name) for each in fields(self) if each.name != "remarks"]
        return hashlib.sha256(repr((MAPPING, said)).encode("utf-8", "replace")).hexdigest()
