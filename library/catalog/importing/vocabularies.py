"""Languages, series and topics that imported records name, looked up many at a time."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import slugify

from library.catalog.importing.languages import name_of
from library.catalog.importing.records import ImportedRecord
from library.catalog.models import Language, Series, Topic, TopicTerm

_LONGEST_SLUG = 120


@dataclass(frozen=True, slots=True)
class Vocabularies:
    """Primary keys by what records say: language codes, series titles, topics in casefold."""

    languages: dict[str, int]
    series: dict[str, int]
    topics: dict[str, int]

    def topics_of(self, record: ImportedRecord) -> list[int]:
        """Return the topics that subjects name, whole or before their subdivisions, in order."""
        found: dict[int, None] = {}
        for heading, _source in record.subjects:
            folded = heading.casefold()
            for name in (folded, folded.partition("--")[0]):
                if topic := self.topics.get(name):
                    found[topic] = None
                    break
        return list(found)


def topic_names() -> dict[str, int]:
    """Return every topic by its name and its used-for terms, in casefold; names win."""
    terms = dict(TopicTerm.objects.values_list("term", "topic_id"))
    names = dict(Topic.objects.values_list("name", "pk"))
    return {name.casefold(): pk for name, pk in (*terms.items(), *names.items())}


def vocabularies_for(records: Iterable[ImportedRecord], *, topics: dict[str, int]) -> Vocabularies:
    """Return the rows that records need, adding languages and series that are missing."""
    records = list(records)
    return Vocabularies(
        languages=_languages({code for record in records for code in record.languages}),
        series=_series({record.series for record in records if record.series}),
        topics=topics,
    )


def _languages(codes: set[str]) -> dict[str, int]:
    known = dict(Language.objects.filter(code__in=codes).values_list("code", "pk"))
    for code in sorted(codes - known.keys()):
        name = name_of(code)
        if Language.objects.filter(name=name).exists():
            name = code  # an editor has given the name to another code
        known[code] = Language.objects.create(code=code, name=name).pk
    return known


def _series(titles: set[str]) -> dict[str, int]:
    known = dict(Series.objects.filter(title__in=titles).values_list("title", "pk"))
    rows = [Series(title=title, slug=_slug(title)) for title in sorted(titles - known.keys())]
    slugs = Series.objects.filter(slug__in=[row.slug for row in rows]) if rows else ()
    taken = {row.slug for row in slugs}
    for row in rows:
        if row.slug in taken:
            row.slug = f"{row.slug[: _LONGEST_SLUG - 9]}-{_short_digest(row.title)}"
        taken.add(row.slug)
    known |= {row.title: row.pk for row in Series.objects.bulk_create(rows)}
    return known


def _short_digest(title: str) -> str:
    return hashlib.sha256(title.encode()).hexdigest()[:8]


def _slug(title: str) -> str:
    return slugify(title)[:_LONGEST_SLUG].strip("-") or "series"
