"""Real catalog records: those of the shared data, with their subjects; titles alone beyond them."""

import csv
import gzip
import os
import random
from collections.abc import Iterator, Sequence
from itertools import batched, islice
from pathlib import Path
from typing import Any

import pymarc
from django.db import connection
from django.db.models import Model

from benchmarks.corpus.titles import THINGS, fill_catalog
from benchmarks.corpus.titles import questions as made_up_questions
from config.env import ROOT
from library.catalog.importing.mapping import NoTitle, imported_record
from library.catalog.importing.records import ImportedRecord
from library.catalog.models import Contribution, Language, Resource, SubjectHeading, Topic

_DATA = Path(os.environ.get("LIBRARY_TEST_DATA", ROOT.parent / "shared" / "data"))
_RECORDS = _DATA / "marc" / "gpo-all.mrc"
_TITLES = _DATA / "scale" / "gpo_catalog.tsv.gz"
_PLAIN = (
    *("title", "subtitle", "abstract", "notes", "kind", "format", "publisher"),
    *("published_year", "published_month", "published_day"),
)


def fill(count: int) -> None:
    """Write so many public resources: real ones where the shared data are, else made-up ones."""
    if not _RECORDS.exists():
        fill_catalog(count, random.Random(1994))  # noqa: S311 - meant to repeat
    else:
        real = list(islice(_read(), count))
        _write(real)
        if count > len(real):
            _add_titles(count - len(real))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def questions(count: int) -> list[str]:
    """Return texts to search for: subject headings of the records, in an order of chance."""
    rows = SubjectHeading.objects.order_by("heading").values_list("heading", flat=True).distinct()
    headings = list(rows[:50_000])
    if not _RECORDS.exists():
        return made_up_questions(count)
    return random.Random(2001).choices(headings, k=count)  # noqa: S311 - meant to repeat


def _read() -> Iterator[ImportedRecord]:
    with _RECORDS.open("rb") as file:
        for record in pymarc.MARCReader(file):
            try:
                if record:
                    yield imported_record(record)
            except NoTitle:
                continue


def _write(records: Sequence[ImportedRecord]) -> None:
    """Write records past the importer, which compares and numbers: the rows are the same."""
    chance = random.Random(1994)  # noqa: S311 - meant to repeat
    topics = Topic.objects.bulk_create(
        Topic(name=name.capitalize(), slug=name.replace(" ", "-")) for name in THINGS
    )
    codes = {code for record in records for code in record.languages}
    named = [Language(code=code, name=code) for code in sorted(codes)]
    Language.objects.bulk_create(named, ignore_conflicts=True)
    languages = dict(Language.objects.values_list("code", "pk"))
    for batch in batched(enumerate(records), 1_000, strict=False):
        pairs = [(_resource(number, record), record) for number, record in batch]
        Resource.objects.bulk_create(row for row, _ in pairs)
        _write_relations(pairs, languages)
        links = Resource.topics.through
        links.objects.bulk_create(
            links(resource_id=row.pk, topic_id=topic.pk)
            for row, _ in pairs
            for topic in chance.sample(topics, 2)
        )


def _resource(number: int, record: ImportedRecord) -> Resource:
    values = {name: getattr(record, name) for name in _PLAIN}
    return Resource(product_number=f"BENCH-P{number}", slug=f"title-{number}", **values)


def _write_relations(
    pairs: Sequence[tuple[Resource, ImportedRecord]], languages: dict[str, int]
) -> None:
    Contribution.objects.bulk_create(
        Contribution(resource=row, name=name, role=role, sort_order=place)
        for row, record in pairs
        for place, (name, role) in enumerate(record.contributors)
    )
    SubjectHeading.objects.bulk_create(
        SubjectHeading(resource=row, heading=heading, source=source, sort_order=place)
        for row, record in pairs
        for place, (heading, source) in enumerate(record.subjects)
    )
    links = Resource.languages.through
    links.objects.bulk_create(
        links(resource_id=row.pk, language_id=languages[code])
        for row, record in pairs
        for code in dict.fromkeys(record.languages)
    )


# {own} are the columns that a copy takes over as they are.
_COPY_RESOURCES = """
INSERT INTO catalog_resource (product_number, product_key, title, slug, {own})
SELECT 'BENCH-T' || t.n, 'bencht' || t.n, t.title, 'more-' || t.n, {own_of_r}
FROM bench_title t JOIN bench_source s ON s.n = t.n %% %s JOIN catalog_resource r ON r.id = s.id
"""
_PAIR = """
CREATE TEMP TABLE bench_copy AS SELECT r.id, s.id AS source
FROM bench_title t JOIN bench_source s ON s.n = t.n %% %s
JOIN catalog_resource r ON r.product_number = 'BENCH-T' || t.n
"""
_COPY_RELATION = """
INSERT INTO {table} (resource_id, {own})
SELECT c.id, {own_of_r} FROM {table} r JOIN bench_copy c ON c.source = r.resource_id
"""
_SOURCES = """
CREATE TEMP TABLE bench_source AS
SELECT (row_number() OVER (ORDER BY id) - 1)::integer AS n, id FROM catalog_resource
"""


def _add_titles(count: int) -> None:
    """Write real titles that carry the other fields of the records before them in turn."""
    base = Resource.objects.count()
    with connection.cursor() as cursor:
        cursor.execute(_SOURCES)
        cursor.execute("CREATE TEMP TABLE bench_title (n integer, title text)")
        with cursor.copy("COPY bench_title FROM STDIN") as copy:
            for number, title in enumerate(islice(_titles(), count)):
                copy.write_row((number, title))
        own = {"id", "product_number", "product_key", "title", "slug", "import_key"}
        cursor.execute(_copying(_COPY_RESOURCES, Resource, own), [base])
        cursor.execute(_PAIR, [base])
        through = (Resource.languages.through, Resource.topics.through)
        for model in (Contribution, SubjectHeading, *through):
            cursor.execute(_copying(_COPY_RELATION, model, {"id", "resource_id"}))
        cursor.execute("DROP TABLE bench_title, bench_source, bench_copy")


def _copying(statement: str, model: type[Model], changed: set[str]) -> str:
    fields: Any = model._meta.concrete_fields  # noqa: SLF001 - Django's public way to columns
    own = [field.column for field in fields if field.column not in changed]
    return statement.format(
        table=model._meta.db_table,  # noqa: SLF001 - likewise
        own=", ".join(own),
        own_of_r=", ".join(f"r.{name}" for name in own),
    )


def _titles() -> Iterator[str]:
    csv.field_size_limit(1_000_000)
    with gzip.open(_TITLES, "rt", encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        yield from (row["TITLE"][:255] for row in rows if row["TITLE"])
