"""A build for a judged run, beside the live one: it goes with the run."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import connection

from search.embedded.documents import EmbeddedIndex
from search.embedded.words import count_words
from search.embedded.writing import BuildWriter
from search.engine import Change
from search.records import Record
from search.vocabulary.folding import separated


class BuildGone(Exception):
    """A rebuild of the index took the build away in the middle of a run."""


@contextmanager
def judged_build(records: Sequence[Record]) -> Iterator[int]:
    """Fill a build with records, yield its id, and remove it when the block ends, however it ends.

    Raises:
        BuildGone: what was measured is worth nothing.
    """
    build = EmbeddedIndex.objects.create(is_live=False)
    try:
        BuildWriter(build.pk).write([Change(one.id, 1, one) for one in records])
        count_words(build.pk)
        _analyze()
        yield build.pk
        if not EmbeddedIndex.objects.filter(pk=build.pk).exists():
            raise BuildGone("The index was rebuilt meanwhile: measure again.")
    finally:
        EmbeddedIndex.objects.filter(pk=build.pk, is_live=False).delete()
        _analyze()


_PLAIN = """
SELECT record->>'product_number' FROM search_embedded_document,
    websearch_to_tsquery('search_english', %(text)s) AS query
WHERE index_id = %(index)s AND vector @@ query
ORDER BY ts_rank_cd(vector, query) DESC, resource_id LIMIT %(size)s
"""


def plain_ranking(text: str, size: int, *, index_id: int) -> list[str]:
    """Rank by what PostgreSQL has of its own: all words, `ts_rank_cd`."""
    with connection.cursor() as cursor:
        cursor.execute(_PLAIN, {"text": separated(text), "index": index_id, "size": size})
        return [number for (number,) in cursor.fetchall()]


def _analyze() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE search_embedded_document, search_word")
