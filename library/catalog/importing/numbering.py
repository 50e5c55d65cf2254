"""Which numbers of imported records are still free: each may belong to one resource only."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from library.catalog.enums import Scheme
from library.catalog.identifiers import normalize
from library.catalog.importing.records import ImportedRecord
from library.catalog.models import Identifier, Resource

_UNIQUE = (Scheme.NCJ, Scheme.DOI)
_LONGEST_PRODUCT_NUMBER = 40
_NEW = 0  # the owner of a number that a resource to be created asks for
_TAKEN = -1  # the owner of a number that this batch has given away

Key = tuple[Scheme, str]


@dataclass(slots=True)
class Numbers:
    """The owner of every number that a batch of records lays claim to."""

    owners: dict[Key, int] = field(default_factory=dict)

    def allot_product_number(self, record: ImportedRecord, *, key: str) -> tuple[str, list[str]]:
        """Return the number of a new resource and the record's numbers that others hold.

        A record without a free number of its own gets one made from its control number, the same
        each time it is imported.
        """
        held: list[str] = []
        for number in record.product_numbers:
            if self._take(Scheme.PRODUCT_NUMBER, number, owner=_NEW):
                return number, held
            held.append(number)
        number = record.fallback_number
        if not self._take(Scheme.PRODUCT_NUMBER, number, owner=_NEW):
            number = _distinct(record.fallback_number, key)
            self._take(Scheme.PRODUCT_NUMBER, number, owner=_NEW)
        return number, held

    def free_identifiers(
        self, record: ImportedRecord, *, resource: Resource
    ) -> tuple[list[tuple[Scheme, str]], list[tuple[Scheme, str]]]:
        """Return the identifiers the resource may have, and those another one holds."""
        own_key = normalize(Scheme.PRODUCT_NUMBER, resource.product_number or "")
        free: list[tuple[Scheme, str]] = []
        held: list[tuple[Scheme, str]] = []
        for scheme, value in _claims(record):
            if scheme is Scheme.PRODUCT_NUMBER and normalize(scheme, value) == own_key:
                continue
            is_free = scheme not in (*_UNIQUE, Scheme.PRODUCT_NUMBER) or self._take(
                scheme, value, owner=resource.pk
            )
            (free if is_free else held).append((scheme, value))
        return free, held

    def _take(self, scheme: Scheme, value: str, *, owner: int) -> bool:
        """Take a number for an owner; False if another resource or an earlier row has it."""
        key = (scheme, normalize(scheme, value))
        if not key[1] or self.owners.get(key, owner) != owner:
            return False
        self.owners[key] = _TAKEN
        return True


def numbers_claimed(records: Iterable[tuple[str, ImportedRecord]]) -> Numbers:
    """Return who holds the numbers that records, with their import keys, lay claim to."""
    wanted: set[Key] = set()
    for key, record in records:
        generated = (record.fallback_number, _distinct(record.fallback_number, key))
        wanted |= {(Scheme.PRODUCT_NUMBER, normalize(Scheme.PRODUCT_NUMBER, n)) for n in generated}
        wanted |= {
            (scheme, normalize(scheme, value))
            for scheme, value in _claims(record)
            if scheme in _UNIQUE or scheme is Scheme.PRODUCT_NUMBER
        }
    texts = [text for _scheme, text in wanted]
    rows = Identifier.objects.filter(
        scheme__in=(*_UNIQUE, Scheme.PRODUCT_NUMBER), normalized__in=texts
    )
    owners: dict[Key, int] = {
        (Scheme(scheme), text): owner
        for scheme, text, owner in rows.values_list("scheme", "normalized", "resource_id")
    }
    resources = Resource.objects.filter(product_key__in=texts).values_list("product_key", "pk")
    owners |= {(Scheme.PRODUCT_NUMBER, key): pk for key, pk in resources if key}
    return Numbers(owners)


def _claims(record: ImportedRecord) -> Iterator[tuple[Scheme, str]]:
    yield from record.identifiers
    yield from ((Scheme.PRODUCT_NUMBER, number) for number in record.product_numbers)


def _distinct(number: str, key: str) -> str:
    suffix = hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:6].upper()
    return f"{number[: _LONGEST_PRODUCT_NUMBER - 7]}-{suffix}"
