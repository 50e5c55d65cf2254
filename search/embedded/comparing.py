"""Are the rows of the live build what writing them anew would make of them?"""

import json
from collections.abc import Sequence

from django.db import connection

from search.embedded.rows import passage_rows
from search.embedded.starts import starts
from search.embedded.writing import COLUMNS, ROWS, parameters
from search.engine import Change

# PostgreSQL makes the rows as for writing, vector and all, and compares them as a whole.
_DOCUMENTS = f"""
WITH wanted ({COLUMNS}) AS ({ROWS})
SELECT held.resource_id
FROM wanted JOIN search_embedded_document AS held USING (index_id, resource_id)
WHERE held.is_live AND wanted.is_live
AND to_jsonb(held) - '{{id,version}}'::text[] <> to_jsonb(wanted) - 'version'
"""  # noqa: S608 - of this folder's own text

_PASSAGES = """
WITH held AS (
    SELECT resource_id, position, label, url, text
    FROM search_embedded_passage JOIN search_embedded_document AS document
    ON document.id = document_id AND document.is_live AND resource_id = ANY(%(resources)s)
    JOIN search_embedded_index AS build ON build.id = index_id AND build.is_live),
wanted AS (
    SELECT * FROM jsonb_to_recordset(%(rows)s) AS p (
        resource_id bigint, position integer, label text, url text, text text))
SELECT resource_id FROM held FULL JOIN wanted USING (resource_id, position)
WHERE (held.label, held.url, held.text) IS DISTINCT FROM (wanted.label, wanted.url, wanted.text)
"""

_STARTS = """
WITH held AS (
    SELECT resource_id, kind, key, label
    FROM search_suggestion JOIN search_embedded_index AS build
    ON build.id = index_id AND build.is_live AND resource_id = ANY(%s)),
wanted AS (
    SELECT * FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[])
    AS s (resource_id, kind, key, label))
(SELECT resource_id FROM (TABLE held EXCEPT ALL TABLE wanted) AS too_many)
UNION (SELECT resource_id FROM (TABLE wanted EXCEPT ALL TABLE held) AS too_few)
"""


def differing(changes: Sequence[Change]) -> set[int]:
    """Return whose row, passages or suggestions are there and are not what their record makes."""
    shown = [change for change in changes if change.record]
    passages = json.dumps(passage_rows(shown), ensure_ascii=False)
    resources = [change.resource_id for change in shown]
    with connection.cursor() as cursor:
        cursor.execute(_DOCUMENTS, parameters(shown))
        found = {pk for (pk,) in cursor.fetchall()}
        cursor.execute(_PASSAGES, {"rows": passages, "resources": resources})
        found |= {pk for (pk,) in cursor.fetchall()}
        cursor.execute(_STARTS, [resources, *_starts(shown)])
        return found | {pk for (pk,) in cursor.fetchall()}


def _starts(changes: Sequence[Change]) -> list[list[str]]:
    """Return the beginnings of records as columns: resource, kind, key, label."""
    rows = [(c.resource_id, *start) for c in changes if c.record for start in starts(c.record)]
    return [list(column) for column in zip(*rows, strict=True)] or [[], [], [], []]
