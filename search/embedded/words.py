"""The words that a build of the index holds, and which of them a word it does not hold may mean.

A word is a run of letters as `words_of` folds it. The count of documents follows every write, so
that a word is known as soon as its first document is, and unknown again with its last.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.db import connection, models

from search.embedded.documents import EmbeddedIndex
from search.vocabulary.spelling import Asked, Candidate


class Word(models.Model):
    """One word in one build. `stem` is "" where a word is too common to be looked for."""

    index = models.ForeignKey(
        EmbeddedIndex, on_delete=models.DB_CASCADE, related_name="words", db_index=False
    )
    word = models.TextField(db_collation="C")
    stem = models.TextField(db_collation="C")
    documents = models.IntegerField()

    class Meta:
        db_table = "search_word"
        constraints = [
            models.UniqueConstraint(fields=("index", "word"), name="search_word_once"),
        ]
        indexes = [models.Index(fields=("index", "stem"), name="search_word_stem")]

    def __str__(self) -> str:
        return self.word


# The stem of a word, "" for one that the index leaves out.
STEM = "coalesce((tsvector_to_array(to_tsvector('search_english', {word})))[1], '')"

# Counted anew in one pass: a build that is filled has no counts until it is complete.
_COUNT = f"""
INSERT INTO search_word (index_id, word, stem, documents)
SELECT %(index)s, word, {STEM.format(word="word")}, documents FROM (
    SELECT word, count(*) AS documents
    FROM search_embedded_document, unnest(words) AS word
    WHERE index_id = %(index)s GROUP BY word ORDER BY word) AS counted
ON CONFLICT (index_id, word) DO UPDATE SET documents = excluded.documents
"""  # noqa: S608 - nothing in it comes from outside


def count_words(index_id: int) -> None:
    """Count the words of a build that was filled."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_word WHERE index_id = %s", [index_id])
        cursor.execute(_COUNT, {"index": index_id})


# Levenshtein counts a swap of neighbors as two edits; those are listed by whoever asks. A word
# that stands in one document with everything else that was asked is likelier than a frequent one.
_NEAR = f"""
WITH build AS (SELECT id FROM search_embedded_index
    WHERE CASE WHEN %(index)s::bigint IS NULL THEN is_live ELSE id = %(index)s END),
asked AS (
    SELECT word, edits, swapped, {STEM.format(word="word")} AS stem
    FROM jsonb_to_recordset(%(asked)s) AS a (word text, edits integer, swapped text[])),
judged AS (
    SELECT asked.*, stem = '' OR EXISTS (SELECT FROM search_word AS held, build
        WHERE index_id = build.id AND documents > 0
        AND (held.word = asked.word OR held.stem = asked.stem))
        OR EXISTS (SELECT FROM search_embedded_passage WHERE vector @@ quote_literal(stem)::tsquery)
        AS is_known
    FROM asked),
company AS (SELECT string_agg(quote_literal(stem), ' & ')::tsquery AS query
    FROM judged WHERE is_known AND stem <> ''),
unknown AS (SELECT * FROM judged WHERE NOT is_known AND edits > 0 LIMIT %(most)s)
SELECT unknown.word, near.word, near.distance, near.documents,
    near.stem <> '' AND EXISTS (SELECT FROM search_embedded_document AS d, build, company
        WHERE d.index_id = build.id AND d.is_live AND company.query IS NOT NULL
        AND d.vector @@ (quote_literal(near.stem)::tsquery && company.query))
FROM unknown CROSS JOIN LATERAL (
    SELECT held.word, held.stem, held.documents,
        CASE WHEN held.word = ANY(unknown.swapped) THEN 1
        ELSE levenshtein_less_equal(held.word, unknown.word, unknown.edits) END AS distance
    FROM search_word AS held, build
    WHERE held.index_id = build.id AND held.documents > 0
    AND length(held.word) BETWEEN length(unknown.word) - unknown.edits
        AND length(unknown.word) + unknown.edits
    AND (held.word = ANY(unknown.swapped)
        OR levenshtein_less_equal(held.word, unknown.word, unknown.edits) <= unknown.edits)
    ORDER BY distance, held.documents DESC, held.word LIMIT %(near)s) AS near
"""  # noqa: S608 - nothing in it comes from outside

MOST_UNKNOWN = 4  # words of one text: each is compared with every word of about its length
NEAREST = 12


def near_words(asked: Sequence[Asked], index_id: int | None = None) -> list[Candidate]:
    """Return what the index holds near each word it does not hold, in one statement.

    Without an id the live build is asked.
    """
    if not any(word.edits for word in asked):
        return []
    parameters: dict[str, Any] = {
        "index": index_id,
        "asked": json.dumps([asdict(word) for word in asked]),
        "most": MOST_UNKNOWN,
        "near": NEAREST,
    }
    with connection.cursor() as cursor:
        cursor.execute(_NEAR, parameters)
        return [Candidate(*row) for row in cursor.fetchall()]
