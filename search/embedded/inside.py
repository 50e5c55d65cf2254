"""The parts of the statement that look inside the files of resources, passage by passage."""

# ruff: noqa: S608 - what comes from outside is bound, everything else is written in this package

from collections.abc import Callable

from search.results import MOST_FOUND_PASSAGES
from search.vocabulary.folding import separated
from search.vocabulary.reading import Reading

# The share of what all words count that one passage with all of them adds: far less than the same
# words in a description, which reach more than twice the whole.
SHARE = 0.15
FOUND = "id = ANY(ARRAY(SELECT document_id FROM inside))"  # an array, so that indices are used


def looks_inside(reading: Reading) -> bool:
    """Tell whether passages can answer: never where a number alone is asked for."""
    return bool(reading.words or reading.phrases)


def inside(reading: Reading, bind: Callable[[object], str]) -> str:
    """Return the CTE of passages that have all the words and phrases, and nothing left out."""
    every = [f"phraseto_tsquery('search_english', {bind(separated(p))})" for p in reading.phrases]
    if reading.words:
        every.append(f"plainto_tsquery('search_english', {bind(separated(reading.words))})")
    without = (
        f" AND NOT vector @@ phraseto_tsquery('search_english', {bind(separated(words))})"
        for words in reading.excluded
    )
    return (
        f"sought AS (SELECT {' && '.join(every)} AS words), "
        "inside AS MATERIALIZED (SELECT passage.id AS passage_id, document_id "
        f"FROM search_embedded_passage AS passage, sought WHERE vector @@ words{''.join(without)})"
    )


def shown(options: str) -> str:
    """Return the best passages of a hit as JSON [label, url, marked text]; null without any."""
    marked = f"ts_headline('search_english', best.text, best.words, '{options}')"
    return f"""(
        SELECT jsonb_agg(jsonb_build_array(best.label, best.url, {marked}) ORDER BY best.place)
        FROM (SELECT p.label, p.url, p.text, sought.words, row_number() OVER (
                ORDER BY ts_rank(p.vector, sought.words) DESC, p.position) AS place
            FROM inside JOIN search_embedded_passage AS p ON p.id = inside.passage_id, sought
            WHERE inside.document_id = page.id) AS best
        WHERE best.place <= {MOST_FOUND_PASSAGES})"""


def passage_score(possible: str) -> str:
    """Return what a passage adds to the score; `possible` is what all words count together."""
    return f"CASE WHEN is_inside THEN {SHARE} * ({possible}) ELSE 0 END"
