"""What a reader may begin to type to reach a resource: rows of the table of suggestions."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import models

from library.catalog.enums import Scheme
from library.catalog.identifiers import normalize
from search.embedded.documents import EmbeddedIndex
from search.engine import Change
from search.records import Record
from search.vocabulary.folding import sort_key

TITLE, WORD, PERSON = "title", "word", "person"  # every other kind is a numbering scheme
MAX_KEY = 64  # characters; nobody types more before choosing
_MAX_STARTS = 6  # words of a title, or of a body's name, that it can be found by
_MAX_NAMES = 20
_SMALL = frozenset(
    {"a", "an", "and", "at", "by", "for", "from", "how", "in", "into", "is", "of", "on", "or"}
    | {"the", "to", "with", "your"}
)

# What is held under the version of a change was written by it, or by its equal.
_WRITTEN = """
SELECT held.resource_id, held.index_id
FROM search_embedded_document AS held JOIN search_embedded_index AS build ON build.id = index_id
JOIN unnest(%s::bigint[], %s::bigint[]) AS change (resource_id, version)
    ON change.resource_id = held.resource_id AND change.version = held.version
WHERE CASE WHEN %s::bigint IS NULL THEN build.is_live ELSE build.id = %s END
"""
_FORGET = "DELETE FROM search_suggestion WHERE index_id = %s AND resource_id = ANY(%s)"
_SUGGEST = """
INSERT INTO search_suggestion (index_id, resource_id, kind, key, label)
SELECT %s, * FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[])
"""


class Suggestion(models.Model):
    """A beginning and the resource it leads to, in one build of the index.

    `key` is folded text from some word on, or the key of a number, compared by its bytes; `label`
    is how a name or a number is written, and empty where the title says it.
    """

    index = models.ForeignKey(
        EmbeddedIndex, on_delete=models.DB_CASCADE, related_name="+", db_index=False
    )
    resource_id = models.BigIntegerField(db_index=True)
    kind = models.CharField(max_length=20)
    key = models.TextField(db_collation="C")
    label = models.TextField(default="")

    class Meta:
        db_table = "search_suggestion"
        indexes = [models.Index(fields=("index", "kind", "key"), name="suggestion_start")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


def starts(record: Record) -> list[tuple[str, str, str]]:
    """Return (kind, key, label) of every beginning of a record, each once."""
    every = (*_titles(record), *_names(record), *_numbers(record))
    return list(dict.fromkeys((kind, key[:MAX_KEY], label) for kind, key, label in every if key))


def put_starts(cursor: Any, changes: Sequence[Change], index_id: int | None) -> None:  # noqa: ANN401 - Django's wrapper is untyped
    """Put the beginnings of the records just written in the place of those before."""
    versions = {change.resource_id: change.version for change in changes}
    cursor.execute(_WRITTEN, [list(versions), list(versions.values()), index_id, index_id])
    written = dict(cursor.fetchall())
    if not written:
        return
    index = next(iter(written.values()))
    cursor.execute(_FORGET, [index, list(written)])
    taken = (change for change in changes if change.resource_id in written and change.record)
    rows = [(c.resource_id, *start) for c in taken if c.record for start in starts(c.record)]
    if rows:
        cursor.execute(_SUGGEST, [index, *map(list, zip(*rows, strict=True))])


def _titles(record: Record) -> Iterator[tuple[str, str, str]]:
    first, *later = _from_each_word(record.title) or [""]
    yield TITLE, first, ""
    yield from ((WORD, start, "") for start in later)


def _names(record: Record) -> Iterator[tuple[str, str, str]]:
    for name in record.contributors[:_MAX_NAMES]:
        family, comma, given = name.partition(",")
        keys = [sort_key(name), sort_key(f"{given} {family}")] if comma else _from_each_word(name)
        yield from ((PERSON, key, name) for key in keys)


def _numbers(record: Record) -> Iterator[tuple[str, str, str]]:
    own = str(Scheme.PRODUCT_NUMBER)
    yield own, normalize(own, record.product_number), record.product_number
    for scheme, value in record.identifiers:
        if scheme != Scheme.CONTROL_NUMBER:  # nobody outside a catalog knows them
            yield scheme, normalize(scheme, value), value


def _from_each_word(text: str) -> list[str]:
    """Return a folded text, and what is left of it from each of its further words that say much."""
    words = sort_key(text).split()
    later = (n for n, word in enumerate(words) if n and word not in _SMALL)
    return [" ".join(words[n:]) for n in (0, *later)][:_MAX_STARTS] if words else []
