"""Writes imported records in batches: new ones at once, changed ones with their past kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import DataError, IntegrityError, transaction

from library.catalog.importing.numbering import Numbers, numbers_claimed
from library.catalog.importing.records import ImportedRecord
from library.catalog.importing.report import Outcome
from library.catalog.importing.revising import HeldByEditors, change_resource
from library.catalog.importing.rows import new_resource, save_details
from library.catalog.importing.vocabularies import Vocabularies, vocabularies_for
from library.catalog.models import Resource


@dataclass(frozen=True, slots=True)
class Arrival:
    """A record at its place in a file, with the key under which it is known next time."""

    position: int
    key: str
    digest: str
    record: ImportedRecord


@dataclass(frozen=True, slots=True)
class Saved:
    """What was done with an arrival, and what was lost on the way."""

    arrival: Arrival
    outcome: Outcome
    remarks: tuple[str, ...] = ()


def save_batch(arrivals: Sequence[Arrival], *, topics: dict[str, int]) -> list[Saved]:
    """Save records with different keys in one transaction, and say what came of each.

    What the database refuses is tried again one by one, so that a bad record takes none with it.
    """
    try:
        with transaction.atomic():
            return _save(arrivals, topics)
    except (DataError, IntegrityError) as error:
        if len(arrivals) == 1:
            reason = str(error).strip().splitlines()[0]
            return [Saved(arrivals[0], Outcome.REJECTED, (f"the database refuses it: {reason}",))]
    return [saved for arrival in arrivals for saved in save_batch([arrival], topics=topics)]


def _save(arrivals: Sequence[Arrival], topics: dict[str, int]) -> list[Saved]:
    known = {
        key: (pk, digest)
        for key, pk, digest in Resource.objects.filter(
            import_key__in=[arrival.key for arrival in arrivals]
        ).values_list("import_key", "pk", "import_digest")
    }
    saved = []
    new, changed = [], []
    for arrival in arrivals:
        pk, digest = known.get(arrival.key, (None, ""))
        if pk is None:
            new.append(arrival)
        elif digest == arrival.digest:
            saved.append(Saved(arrival, Outcome.UNCHANGED))
        else:
            changed.append((pk, arrival))
    if new or changed:
        concerned = [*new, *(arrival for _pk, arrival in changed)]
        numbers = numbers_claimed((arrival.key, arrival.record) for arrival in concerned)
        words = vocabularies_for((arrival.record for arrival in concerned), topics=topics)
        saved += _create(new, numbers, words)
        saved += [_change(pk, arrival, numbers, words) for pk, arrival in changed]
    return saved


def _create(arrivals: list[Arrival], numbers: Numbers, words: Vocabularies) -> list[Saved]:
    resources, saved = [], []
    for arrival in arrivals:
        number, held = numbers.allot_product_number(arrival.record, key=arrival.key)
        resource = new_resource(
            arrival.record, key=arrival.key, digest=arrival.digest, number=number, words=words
        )
        resources.append(resource)
        saved.append(
            Saved(arrival, Outcome.CREATED, (*arrival.record.remarks, *map(_held_number, held)))
        )
    Resource.objects.bulk_create(resources)
    pairs = [(each, a.record) for each, a in zip(resources, arrivals, strict=True)]
    held_by_resource = save_details(pairs, numbers=numbers, words=words)
    return [
        replace(each, remarks=_distinct(each.remarks, held_by_resource.get(resource.pk, ())))
        for each, resource in zip(saved, resources, strict=True)
    ]


def _change(pk: int, arrival: Arrival, numbers: Numbers, words: Vocabularies) -> Saved:
    try:
        remarks = change_resource(
            pk=pk, record=arrival.record, digest=arrival.digest, numbers=numbers, words=words
        )
    except HeldByEditors as held:
        return Saved(arrival, Outcome.SKIPPED, (str(held),))
    return Saved(arrival, Outcome.CHANGED, _distinct(arrival.record.remarks, remarks))


def _held_number(number: str) -> str:
    return f"the Product number {number} belongs to another resource and was left out"


def _distinct(first: Sequence[str], second: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))
