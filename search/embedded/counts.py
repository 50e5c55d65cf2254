"""Is the list of words what the documents of the live build make of it? And what makes it so."""

from django.db import connection, transaction

from search.embedded.words import STEM

# The words of documents that are gone may stay, counted as none. One statement sees one moment, and
# documents are written and counted in one.
_WRONG = f"""
WITH live AS (SELECT id FROM search_embedded_index WHERE is_live),
counted AS (
    SELECT word, count(*) AS documents
    FROM search_embedded_document JOIN live ON live.id = index_id, unnest(words) AS word
    GROUP BY word),
listed AS (SELECT word, stem, documents FROM search_word JOIN live ON live.id = index_id),
wrong AS (
    SELECT word, coalesce(counted.documents, 0) AS documents
    FROM counted FULL JOIN listed USING (word)
    WHERE coalesce(counted.documents, 0) <> coalesce(listed.documents, 0)
    OR counted.documents > 0 AND listed.stem <> {STEM.format(word="word")})
"""  # noqa: S608 - nothing in it comes from outside

_LIST = f"{_WRONG} SELECT word FROM wrong ORDER BY word"  # noqa: S608 - as above
_MEND = f"""{_WRONG}
INSERT INTO search_word (index_id, word, stem, documents)
SELECT live.id, word, {STEM.format(word="word")}, documents FROM wrong, live ORDER BY word
ON CONFLICT (index_id, word) DO UPDATE SET documents = excluded.documents, stem = excluded.stem
"""  # noqa: S608 - nothing in it comes from outside


def miscounted() -> tuple[str, ...]:
    """Return the words whose count or stem is wrong, in order; "" is the count of documents."""
    with connection.cursor() as cursor:
        cursor.execute(_LIST)
        return tuple(word for (word,) in cursor.fetchall())


def recount() -> None:
    """Count those anew; whoever writes meanwhile waits, and counts from there on."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE search_word IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute(_MEND)
