"""The parts of the statement that look inside the files of resources, passage by passage."""

# ruff: noqa: S608 - what comes from outside is bound, everything else is written in this package

from collections.abc import Callable, Sequence

from search.results import MOST_FOUND_PASSAGES
from search.vocabulary.folding import separated
from search.vocabulary.reading import Reading
from search.vocabulary.terms import Wording

# The share of what all words count that one passage with all of them adds: far less than the same
# words in a description, which reach more than twice the whole.
SHARE = 0.15
OTHERWISE = 0.05  # the same for one that has them in another wording only
FOUND = "id = ANY(ARRAY(SELECT document_id FROM inside))"  # an array, so that indices are used
AS_TYPED = "id = ANY(ARRAY(SELECT document_id FROM inside WHERE is_typed))"


def looks_inside(reading: Reading) -> bool:
    """Tell whether passages can answer: never where a number alone is asked for."""
    return bool(reading.words or reading.phrases)


def inside(reading: Reading, wordings: Sequence[Wording], bind: Callable[[object], str]) -> str:
    """Return the CTE of passages that have all the words and phrases, and nothing left out.

    All words of one of the wordings do in place of the words; `is_typed` tells those apart.
    """
    every = [f"phraseto_tsquery('search_english', {bind(separated(p))})" for p in reading.phrases]
    texts = [reading.words, *(wording.text for wording in wordings)] if reading.words else []
    ways = [f"plainto_tsquery('search_english', {bind(separated(text))})" for text in texts]
    typed = " && ".join((*every, *ways[:1]))
    either = " && ".join((*every, f"({' || '.join(ways)})")) if ways else typed
    without = (
        f" AND NOT vector @@ phraseto_tsquery('search_english', {bind(separated(words))})"
        for words in reading.excluded
    )
    return (
        f"sought AS (SELECT {typed} AS typed, {either} AS words), "
        "inside AS MATERIALIZED (SELECT passage.id AS passage_id, document_id, "
        "vector @@ typed AS is_typed "
        f"FROM search_embedded_passage AS passage, sought WHERE vector @@ words{''.join(without)})"
    )


def shown(options: str) -> str:
    """Return the best passages of a hit as JSON [label, url, marked text]; null without any."""
    marked = f"ts_headline('search_english', best.text, best.words, '{options}')"
    return f"""(
        SELECT jsonb_agg(jsonb_build_array(best.label, best.url, {marked}) ORDER BY best.place)
        FROM (SELECT p.label, p.url, p.text, sought.words, row_number() OVER (
                ORDER BY inside.is_typed DESC, ts_rank(p.vector, sought.words) DESC, p.position
            ) AS place
            FROM inside JOIN search_embedded_passage AS p ON p.id = inside.passage_id, sought
            WHERE inside.document_id = page.id) AS best
        WHERE best.place <= {MOST_FOUND_PASSAGES})"""


def passage_score(possible: str) -> str:
    """Return what a passage adds to the score; `possible` is what all words count together."""
    share = f"CASE WHEN is_typed THEN {SHARE} WHEN is_inside THEN {OTHERWISE} ELSE 0 END"
    return f"({possible}) * {share}"
