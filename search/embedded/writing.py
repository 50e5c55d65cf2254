"""Writing to one build of the embedded index."""

import json
from collections.abc import Iterator, Sequence

import psycopg
from django.db import DatabaseError, connection, transaction
from django.db.models import QuerySet

from search.embedded.documents import Document
from search.embedded.passages import put_passages
from search.embedded.rows import row
from search.embedded.starts import put_starts
from search.embedded.words import STEM
from search.engine import Change, RecordsRefused

BATCH = 500

COLUMNS = """
    index_id, resource_id, version, is_live, vector, numbers, topics, audiences, languages,
    kind, format, availability, year, published, added, outdated, title_key, words, record"""

# What is to be held of some changes; without the number of a build, by the live one.
ROWS = """
SELECT
    build.id, resource_id, version, d.is_live,
    setweight(to_tsvector('search_english', coalesce(text_a, '')), 'A')
        || setweight(to_tsvector('search_english', coalesce(text_b, '')), 'B')
        || setweight(to_tsvector('search_english', coalesce(text_c, '')), 'C')
        || setweight(to_tsvector('search_english', coalesce(text_d, '')), 'D'),
    coalesce(numbers, '{}'), coalesce(topics, '{}'), coalesce(audiences, '{}'),
    coalesce(languages, '{}'), coalesce(kind, ''), coalesce(format, ''),
    coalesce(availability, ''), year, coalesce(published, 0), coalesce(added, 0),
    coalesce(outdated, 0), coalesce(title_key, ''), coalesce(words, '{}'), record
FROM search_embedded_index AS build, jsonb_to_recordset(%(rows)s) AS d (
    resource_id bigint, version bigint, is_live boolean, numbers text[], topics text[],
    audiences text[], languages text[], kind text, format text, availability text,
    year smallint, published integer, added bigint, outdated smallint, title_key text,
    text_a text, text_b text, text_c text, text_d text,
    words text[], record jsonb)
WHERE CASE WHEN %(index)s::bigint IS NULL THEN build.is_live ELSE build.id = %(index)s END
ORDER BY resource_id
"""

_UPSERT = f"""
INSERT INTO search_embedded_document AS held ({COLUMNS})
{ROWS}
ON CONFLICT (index_id, resource_id) DO UPDATE SET
    version = excluded.version, is_live = excluded.is_live, vector = excluded.vector,
    numbers = excluded.numbers, topics = excluded.topics, audiences = excluded.audiences,
    languages = excluded.languages, kind = excluded.kind, format = excluded.format,
    availability = excluded.availability, year = excluded.year, published = excluded.published,
    added = excluded.added, outdated = excluded.outdated,
    title_key = excluded.title_key, words = excluded.words, record = excluded.record
WHERE held.version <= excluded.version
"""

# The words that come and go with these rows, counted in the same statement: it sees the rows as
# they were before it. The live build has one writer at a time.
_UPSERT_AND_COUNT = f"""
WITH before AS (
    SELECT held.index_id, held.resource_id, held.words
    FROM search_embedded_document AS held
    JOIN search_embedded_index AS build ON build.id = held.index_id AND build.is_live
    JOIN jsonb_to_recordset(%(rows)s) AS d (resource_id bigint) USING (resource_id)),
written AS ({_UPSERT} RETURNING held.index_id, held.resource_id, held.words),
moved AS (
    SELECT index_id, word, sum(change) AS change FROM (
        SELECT index_id, unnest(words) AS word, 1 AS change FROM written
        UNION ALL
        SELECT index_id, unnest(before.words), -1 FROM before
        JOIN written USING (index_id, resource_id)) AS both_ways
    GROUP BY index_id, word HAVING sum(change) <> 0)
INSERT INTO search_word AS held (index_id, word, stem, documents)
SELECT index_id, word, {STEM.format(word="word")}, greatest(change, 0) FROM moved ORDER BY word
ON CONFLICT (index_id, word) DO UPDATE SET documents = greatest(
    held.documents + (SELECT change FROM moved WHERE moved.word = excluded.word), 0)
"""  # noqa: S608 - what comes from outside is bound, everything else is written in this package

# What PostgreSQL says about a value, not about itself: classes 22 and 54.
_REFUSALS = (psycopg.errors.DataError, psycopg.errors.ProgramLimitExceeded)


class BuildWriter:
    """Takes changes for one build; for the live one where none is named.

    The words of the live build are counted with each change, those of another when it is complete.
    """

    def __init__(self, index_id: int | None = None) -> None:
        self.index_id = index_id

    def write(self, changes: Sequence[Change]) -> None:
        """Apply changes in batches. See search.engine.IndexWriter."""
        refused: dict[int, str] = {}
        latest = _latest(changes)
        for start in range(0, len(latest), BATCH):
            refused |= self._batch(latest[start : start + BATCH])
        if refused:
            raise RecordsRefused("postgresql", refused)

    def _batch(self, changes: Sequence[Change]) -> dict[int, str]:
        """Write a batch; where it holds something impossible, halve it until that stands alone."""
        try:
            self._upsert(changes)
        except DatabaseError as error:
            if not isinstance(error.__cause__, _REFUSALS):
                raise
            if len(changes) == 1:
                return {changes[0].resource_id: type(error.__cause__).__name__}
            middle = len(changes) // 2
            return self._batch(changes[:middle]) | self._batch(changes[middle:])
        return {}

    def _upsert(self, changes: Sequence[Change]) -> None:
        statement = _UPSERT_AND_COUNT if self.index_id is None else _UPSERT
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, parameters(changes, self.index_id))
            put_starts(cursor, changes, self.index_id)
            put_passages(cursor, changes, self.index_id)


class Build(BuildWriter):
    """A build that is being filled; its name is its number."""

    is_apart = False

    def __init__(self, index_id: int) -> None:
        super().__init__(index_id)
        self.name = str(index_id)

    def versions(self) -> Iterator[tuple[int, int]]:
        """Yield the resource id and version of every document, in the order of the ids."""
        return listed(Document.objects.filter(index_id=self.index_id))


def parameters(
    changes: Sequence[Change], index_id: int | None = None
) -> dict[str, str | int | None]:
    """Return what ROWS asks for."""
    rows = json.dumps([row(change) for change in changes], ensure_ascii=False)
    return {"rows": rows, "index": index_id}


def listed(documents: QuerySet[Document]) -> Iterator[tuple[int, int]]:
    """Yield the resource id and version of documents, in the order of the ids."""
    shown = documents.filter(is_live=True).order_by("resource_id")
    yield from shown.values_list("resource_id", "version").iterator(chunk_size=2000)


def _latest(changes: Sequence[Change]) -> list[Change]:
    """Return one change a resource: its highest version, the last of equal ones."""
    latest: dict[int, Change] = {}
    for change in changes:
        held = latest.get(change.resource_id)
        if held is None or held.version <= change.version:
            latest[change.resource_id] = change
    return list(latest.values())
