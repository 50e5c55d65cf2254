"""Writing the passages of resources beside their rows."""

import json
from collections.abc import Sequence
from typing import Any

from search.embedded.rows import passage_rows
from search.engine import Change

# What an unchanged page holds stays as it is: most changes of a resource are of its shelf.
_PASSAGES = """
WITH taken AS (
    SELECT held.id AS document_id, resource_id, version
    FROM unnest(%(resources)s::bigint[], %(versions)s::bigint[]) AS change (resource_id, version)
    JOIN search_embedded_document AS held USING (resource_id, version)
    JOIN search_embedded_index AS build ON build.id = held.index_id
    WHERE CASE WHEN %(index)s::bigint IS NULL THEN build.is_live ELSE build.id = %(index)s END),
given AS (
    SELECT document_id, position, label, url, text, words
    FROM jsonb_to_recordset(%(rows)s) AS p (
        resource_id bigint, version bigint, position integer,
        label text, url text, text text, words text)
    JOIN taken USING (resource_id, version)),
gone AS (
    DELETE FROM search_embedded_passage AS held USING taken
    WHERE held.document_id = taken.document_id AND NOT EXISTS (
        SELECT FROM given
        WHERE given.document_id = held.document_id AND given.position = held.position))
INSERT INTO search_embedded_passage AS held (document_id, position, label, url, text, vector)
SELECT document_id, position, label, url, text, to_tsvector('search_english', words)
FROM given WHERE NOT EXISTS (
    SELECT FROM search_embedded_passage AS same
    WHERE same.document_id = given.document_id AND same.position = given.position
    AND (same.label, same.url, same.text) = (given.label, given.url, given.text))
ON CONFLICT (document_id, position) DO UPDATE SET
    label = excluded.label, url = excluded.url, text = excluded.text, vector = excluded.vector
"""


def put_passages(cursor: Any, changes: Sequence[Change], index_id: int | None) -> None:  # noqa: ANN401 - Django's wrapper is untyped
    """Put the passages of the records just written in the place of those before."""
    passages = json.dumps(passage_rows(changes), ensure_ascii=False)
    taken = {
        "resources": [change.resource_id for change in changes],
        "versions": [change.version for change in changes],
    }
    cursor.execute(_PASSAGES, taken | {"rows": passages, "index": index_id})
