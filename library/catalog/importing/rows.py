"""The rows that one imported record becomes: the resource and what belongs to it."""

from collections.abc import Sequence

from django.utils import timezone

from library.catalog.enums import FileRole, Scheme
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
_BATCH = 2000


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
    identifiers: list[Identifier] = []
    contributions: list[Contribution] = []
    subjects: list[SubjectHeading] = []
    files: list[ResourceFile] = []
    left_out: dict[int, list[str]] = {}
    for resource, record in pairs:
        free, held = numbers.free_identifiers(record, resource=resource)
        if held:
            left_out[resource.pk] = [_left_out(scheme, value) for scheme, value in held]
        identifiers += [
            Identifier(resource=resource, scheme=scheme, value=value, sort_order=order)
            for order, (scheme, value) in enumerate(free)
        ]
        contributions += [
            Contribution(resource=resource, name=name, role=role, sort_order=order)
            for order, (name, role) in enumerate(record.contributors)
        ]
        subjects += [
            SubjectHeading(resource=resource, heading=heading, source=source, sort_order=order)
            for order, (heading, source) in enumerate(record.subjects)
        ]
        files += [
            ResourceFile(
                resource=resource, role=FileRole.ONLINE, url=url, label=label, sort_order=order
            )
            for order, (url, label) in enumerate(record.links)
        ]
    Identifier.objects.bulk_create(identifiers, batch_size=_BATCH)
    Contribution.objects.bulk_create(contributions, batch_size=_BATCH)
    SubjectHeading.objects.bulk_create(subjects, batch_size=_BATCH)
    ResourceFile.objects.bulk_create(files, batch_size=_BATCH)
    _save_choices(pairs, words)
    return left_out


def _save_choices(pairs: Sequence[tuple[Resource, ImportedRecord]], words: Vocabularies) -> None:
    """Add languages and topics; what an editor has chosen before stays."""
    languages = Resource.languages.through
    topics = Resource.topics.through
    languages.objects.bulk_create(
        [
            languages(resource_id=resource.pk, language_id=words.languages[code])
            for resource, record in pairs
            for code in record.languages
        ],
        ignore_conflicts=True,
        batch_size=_BATCH,
    )
    topics.objects.bulk_create(
        [
            topics(resource_id=resource.pk, topic_id=topic)
            for resource, record in pairs
            for topic in words.topics_of(record)
        ],
        ignore_conflicts=True,
        batch_size=_BATCH,
    )


def _left_out(scheme: Scheme, value: str) -> str:
    return f"the {scheme.label} {value} belongs to another resource and was left out"
