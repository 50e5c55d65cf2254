"""What is about the same as a resource: documents that share its rarer words."""

# ruff: noqa: S608 - what comes from outside is bound, everything else is written in this file

from collections.abc import Sequence

from django.db import connection

MAX_WORDS = 12  # the rarest of a title, its subjects and topics
USUAL = 0.05  # a word in a larger share of all documents tells nothing apart
RARE = 0.0005  # what PostgreSQL keeps no share of is taken to be this rare

# How common a word is comes from PostgreSQL's own statistics, kept fresh by its autovacuum: they
# list the most common lexemes of a column and the share of rows that have each.
_RELATED = f"""
WITH live AS (SELECT id FROM search_embedded_index WHERE is_live),
own AS (
    SELECT vector FROM search_embedded_document
    WHERE index_id = (SELECT id FROM live) AND is_live AND resource_id = %(resource)s),
usual AS (
    SELECT word, share FROM pg_stats,
        unnest(most_common_elems::text::text[], most_common_elem_freqs[1:cardinality(
            most_common_elems::text::text[])]) AS common (word, share)
    WHERE schemaname = current_schema() AND tablename = 'search_embedded_document'
        AND attname = 'vector'),
words AS (
    SELECT word.lexeme, ln(1 / coalesce(share, {RARE})) AS weight,
        ('''' || replace(replace(lexeme, '\\', '\\\\'), '''', '''''') || '''')::tsquery AS query
    FROM own, unnest(own.vector) AS word LEFT JOIN usual ON usual.word = word.lexeme
    WHERE word.weights && '{{A,B}}' AND coalesce(share, 0) < {USUAL}
    ORDER BY ('A' = ANY(weights)) DESC, share NULLS FIRST, lexeme LIMIT {MAX_WORDS}),
any_word AS (SELECT string_agg(query::text, ' | ')::tsquery AS query FROM words)
SELECT record || jsonb_build_object(
    'score', score, 'id', nearest.resource_id, 'added', added) FROM (
    SELECT id, published, resource_id, (
        SELECT sum(weight * ts_rank('{{0, 0.1, 0.5, 1}}', vector, words.query)) FROM words
    ) AS score
    FROM search_embedded_document
    WHERE index_id = (SELECT id FROM live) AND is_live
        AND vector @@ (SELECT query FROM any_word)
        AND resource_id <> ALL(%(without)s) AND availability <> 'superseded'
    ORDER BY score DESC, published DESC, resource_id LIMIT %(size)s) AS nearest
JOIN search_embedded_document USING (id)
WHERE score > 0 ORDER BY score DESC, nearest.published DESC, nearest.resource_id"""


def related_records(resource_id: int, *, without: Sequence[int], size: int) -> list[str]:
    """Return what hits show of the nearest resources, as JSON, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            _RELATED,
            {"resource": resource_id, "without": [resource_id, *without], "size": size},
        )
        return [record for (record,) in cursor.fetchall()]
