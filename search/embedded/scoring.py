"""How well a document answers: the SQL of its score.

Each lexeme counts by how rare it is among all documents (idf) and how prominently this one has it
(ts_rank, saturated, longer documents damped). The share of the query's idf that is covered lifts
the sum; all words come before some, and words in their order, words as they were typed and the
whole title count more. The figures were chosen on judged queries, see docs/search.md; PostgreSQL
itself knows no idf, and that is most of the gain.
"""

# ruff: noqa: S608 - what comes from outside is bound, everything else is written in this package

from collections.abc import Sequence

from search.embedded.inside import passage_score
from search.embedded.wordings import OtherTerms, wording_score

WEIGHTS = "{0.4, 0.4, 0.8, 1.0}"  # text, names, subjects, title
SATURATION = 0.3
LENGTH = 0.4
COVERAGE = 0.5
IN_ORDER = 0.3
AS_WRITTEN = 0.1  # for the share of the words that the title has as typed: between equals
ALL_WORDS = 2.0  # more than words in part can reach
WHOLE_TITLE = 2.0
# A step away from what is current makes up for any difference between texts.
CURRENCY = "(CASE outdated WHEN 0 THEN 1.0::float8 ELSE power(1e-6, outdated) END)"
OWN_NUMBER_LIFT = "CASE WHEN has_number THEN 1000 ELSE 0 END"  # above any text
PINNED = 100_000  # above any number


def signals(
    ranked: Sequence[str], *, near: str, whole_title: str, as_written: Sequence[str]
) -> list[str]:
    """Return the columns of a match that its score is made of.

    Args:
        ranked: a tsquery for each lexeme.
        near: whether the words stand in their order.
        whole_title: whether they are the whole title.
        as_written: the texts of the words, each between blanks.
    """
    found = " + ".join(f"(strpos(' ' || title_key || ' ', {one}) > 0)::int" for one in as_written)
    return [
        *(f"ts_rank('{WEIGHTS}', vector, {one}) AS r{i}" for i, one in enumerate(ranked)),
        "length(vector) AS length",
        f"{near} AS in_order",
        f"{whole_title} AS whole_title",
        f"({found or 0})::float8 / {max(len(as_written), 1)} AS as_written",
    ]


def pin_lift(pinned: str) -> str:
    """Return what is added for a place among pinned ids, the last of which comes first."""
    return f"{PINNED} * coalesce(array_position({pinned}::bigint[], resource_id), 0)"


def possible(lexemes: int) -> str:
    """Return what a document with every lexeme, however prominent, counts: the sum of idfs."""
    return " + ".join(f"idf{i}" for i in range(lexemes))


def scored(
    holders: Sequence[int | None],
    *,
    build: str,
    wordings: Sequence[OtherTerms] = (),
    lifts: Sequence[str] = (),
) -> str:
    """Return the CTE `scored`: `matched` and its score, with lifts above all that text can add.

    `holders` tells of each lexeme how many documents hold it; None where all that do were matched.
    `build` is the id of the build that is asked.
    """
    lexemes = len(holders)
    lift = " + ".join(lifts) or "0"
    if not (lexemes or wordings):
        return f"scored AS (SELECT *, {lift} + {CURRENCY} AS score FROM matched)"
    flags = [*(f"r{i} > 0" for i in range(lexemes)), *(f"w{i}" for i in range(len(wordings)))]
    names = [*(f"idf{i}" for i in range(lexemes)), *(f"widf{i}" for i in range(len(wordings)))]
    known = [*holders, *(None for _ in wordings)]
    counted = ", ".join(
        f"{count or f'count(*) FILTER (WHERE {flag})'} AS n{i}"
        for i, (count, flag) in enumerate(zip(known, flags, strict=True))
    )
    idfs = ", ".join(
        f"ln(1 + (size - n{i} + 0.5) / (n{i} + 0.5)) AS {name}" for i, name in enumerate(names)
    )
    damping = f"({SATURATION} * ({1 - LENGTH} + {LENGTH} * length / greatest(usual, 1)))"
    text = " + ".join((*_text_score(lexemes, damping), wording_score(wordings, damping=damping)))
    return f"""
counted AS (SELECT {counted}, avg(length)::float8 AS usual,
    greatest(count(*), (SELECT documents FROM search_word
        WHERE word = '' AND index_id = {build}))::float8 AS size FROM matched),
corpus AS MATERIALIZED (SELECT usual, {idfs} FROM counted),
scored AS (SELECT matched.*, {lift} + {CURRENCY} * ({text}) AS score
    FROM matched, corpus)"""


def _text_score(lexemes: int, damping: str) -> list[str]:
    """Return the SQL of what the typed words add; nothing where all of them are small words."""
    if not lexemes:
        return []
    places = range(lexemes)
    base = " + ".join(f"idf{i} * r{i} / (r{i} + {damping})" for i in places)
    covered = " + ".join(f"CASE WHEN r{i} > 0 THEN idf{i} ELSE 0 END" for i in places)
    whole = possible(lexemes)
    every = " AND ".join(f"r{i} > 0" for i in places)
    return [
        f"({base}) * (1 + {COVERAGE} * ({covered}) / ({whole}))",
        f"""({whole}) * (CASE WHEN {every} THEN {ALL_WORDS} ELSE 0 END
        + {AS_WRITTEN} * as_written
        + CASE WHEN in_order THEN {IN_ORDER} ELSE 0 END
        + CASE WHEN whole_title THEN {WHOLE_TITLE} ELSE 0 END)""",
        passage_score(whole),
    ]
