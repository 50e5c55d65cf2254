"""Wagtail's own search on the same rows, as a site gets it that does nothing about it.

The rows live in a table that is made in a transaction and rolled back with it, so that nothing of
the library's own is touched; Elasticsearch gets an index of its own, which is dropped.
"""

import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction
from modelsearch.abstract_models import TextIDGenericRelation
from modelsearch.backends.database.postgres.postgres import PostgresSearchBackend
from modelsearch.backends.elasticsearch8 import Elasticsearch8SearchBackend
from modelsearch.index import Indexed, SearchField
from wagtail.search.models import IndexEntry

from search.records import Record

BATCH = 500

Rank = Callable[[str, int], list[str]]


@contextmanager
def stock_rows(records: Sequence[Record]) -> Iterator[list[Any]]:
    """Put the records' titles and other texts into a table that is gone after the block."""
    model = row_model()
    with transaction.atomic():
        with connection.schema_editor() as editor:
            editor.create_model(model)
        made = (model(key=one.product_number, title=one.title, body=_body(one)) for one in records)
        yield model.objects.bulk_create(made, batch_size=BATCH)
        transaction.set_rollback(True)
    ContentType.objects.clear_cache()  # the row of the model's type is gone too


@contextmanager
def stock_on_postgresql(rows: Sequence[Any]) -> Iterator[Rank]:
    """Index rows of `stock_rows` with the database backend."""
    model = row_model()
    backend = PostgresSearchBackend({})
    index = backend.get_index_for_model(model)
    # Norms are of all entries otherwise, and the library's own would be locked by the update.
    kind = ContentType.objects.get_for_model(model)
    index.entries = index.entries.filter(content_type=kind)
    _add(index, rows)
    yield _ranking(backend)


@contextmanager
def stock_on_elasticsearch(rows: Sequence[Any], url: str) -> Iterator[Rank]:
    """Index rows of `stock_rows` with the Elasticsearch backend, for as long as the block."""
    prefix = f"judged-{uuid.uuid4().hex[:12]}-"
    backend = Elasticsearch8SearchBackend({"URLS": [url], "INDEX_PREFIX": prefix, "TIMEOUT": 30})
    index = backend.get_index_for_model(row_model())
    try:
        index.reset()
        index.add_model(row_model())
        _add(index, rows)
        index.refresh()
        yield _ranking(backend)
    finally:
        index.delete()
        backend.es.close()


@cache
def row_model() -> Any:  # noqa: ANN401 - made when it is wanted: Wagtail indexes all it knows of
    """Return the model of the rows."""

    class JudgedRow(Indexed, models.Model):  # type: ignore[misc,unused-ignore]
        key = models.TextField()
        title = models.TextField()
        body = models.TextField()

        search_fields = (SearchField("title", boost=2), SearchField("body"))  # as pages have it

        class Meta:
            app_label = "search"
            managed = False
            db_table = "search_judged_row"

        def __str__(self) -> str:
            return self.title

    TextIDGenericRelation(IndexEntry).contribute_to_class(JudgedRow, "index_entries")
    return JudgedRow


def _add(index: Any, rows: Sequence[Any]) -> None:  # noqa: ANN401 - Wagtail is untyped
    for start in range(0, len(rows), BATCH):
        index.add_items(row_model(), rows[start : start + BATCH])


def _ranking(backend: Any) -> Rank:  # noqa: ANN401 - Wagtail is untyped
    return lambda text, size: [row.key for row in backend.search(text, row_model())[:size]]


def _body(record: Record) -> str:
    lists = (record.contributors, record.subjects, record.topic_names)
    texts = (record.subtitle, record.abstract, record.notes, record.series, record.publisher)
    return " ".join((*texts, *(" ".join(names) for names in lists)))
