"""The rows that one imported record becomes: the resource and what belongs to it."""

from collections.abc import Sequence

from django.utils import timezone

from library.catalog.enums import FileRole, Scheme
from library.catalog.identifiers import normalize
from library.catalog.importing.copying import copy_rows
from library.catalog.importing.numbering import Numbers
from library.catalog.importing.records import ImportedRecord
from library.catalog.importing.vocabularies import Vocabularies
from library.catalog.models import (
    Contribution,
    Identifier,
    Resource,
    ResourceFile,
    SubjectHeading,
)

_PLAIN_FIELDS = (
    "title", "subtitle", "slug", "kind", "format", "abstract", "notes", "series_number", "edition",
    "publisher", "publication_place", "published_year", "published_month", "published_day",
    "pages", "running_minutes", "extent",
)  # fmt: skip


def new_resource(
    record: ImportedRecord, *, key: str, digest: str, number: str, words: Vocabularies
) -> Resource:
    """Return an unsaved resource that is public at once."""
    now = timezone.now()
    resource = Resource(
        product_number=number, import_key=key, live=True,
        first_published_at=now, last_published_at=now,
    )  # fmt: skip
    fill(resource, record, digest=digest, words=words)
    return resource


def fill(resource: Resource, record: ImportedRecord, *, digest: str, words: Vocabularies) -> None:
    """Let a resource say what the record says; its number, key and lifecycle stay."""
    for name in _PLAIN_FIELDS:
        setattr(resource, name, getattr(record, name))
    resource.series_id = words.series.get(record.series)
    resource.import_digest = digest
    if resource.primary_topic_id is None:
        resource.primary_topic_id = next(iter(words.topics_of(record)), None)


def save_details(
    pairs: Sequence[tuple[Resource, ImportedRecord]], *, numbers: Numbers, words: Vocabularies
) -> dict[int, list[str]]:
    """Add the rows below resources that have none yet.

    Returns: by primary key of the resource, which numbers were left out.
    """
    left_out: dict[int, list[str]] = {}
    identifiers: list[tuple[object, ...]] = []
    for resource, record in pairs:
        free, held = numbers.free_identifiers(record, resource=resource)
        if held:
            left_out[resource.pk] = [_left_out(scheme, value) for scheme, value in held]
        identifiers += [
            (resource.pk, scheme.value, value, normalize(scheme, value), order)
            for order, (scheme, value) in enumerate(free)
        ]
    copy_rows(
        Identifier, ("resource_id", "scheme", "value", "normalized", "sort_order"), identifiers
    )
    copy_rows(
        Contribution,
        ("resource_id", "name", "role", "sort_order"),
        (
            (resource.pk, name, role.value, order)
            for resource, record in pairs
            for order, (name, role) in enumerate(record.contributors)
        ),
    )
    copy_rows(
        SubjectHeading,
        ("resource_id", "heading", "source", "sort_order"),
        (
            (resource.pk, heading, source, order)
            for resource, record in pairs
            for order, (heading, source) in enumerate(record.subjects)
        ),
    )
    copy_rows(
        ResourceFile,
        ("resource_id", "role", "url", "label", "sort_order"),
        (
            (resource.pk, FileRole.ONLINE.value, url, label, order)
            for resource, record in pairs
            for order, (url, label) in enumerate(record.links)
        ),
    )
    _save_choices(pairs, words)
    return left_out


def _save_choices(pairs: Sequence[tuple[Resource, ImportedRecord]], words: Vocabularies) -> None:
    """Add languages and topics; the topics an editor has chosen before stay."""
    copy_rows(
        Resource.languages.through,
        ("resource_id", "language_id"),
        (
            (resource.pk, words.languages[code])
            for resource, record in pairs
            for code in record.languages
        ),
    )
    topics = Resource.topics.through
    topics.objects.bulk_create(
        [
            topics(resource_id=resource.pk, topic_id=topic)
            for resource, record in pairs
            for topic in words.topics_of(record)
        ],
        ignore_conflicts=True,
    )


def _left_out(scheme: Scheme, value: str) -> str:
    return f"the {scheme.label} {value} belongs to another resource and was left out"
