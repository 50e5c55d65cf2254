"""How other wordings match and score: each as one word would that stands for all of them."""

from collections.abc import Sequence
from dataclasses import dataclass

IN_ORDER = 0.3  # of what a wording is worth, on top, where its words follow each other
ALL_WORDS = 1.5  # less than typed words get that are all there, more than some of them can
OTHERS = 0.2  # what the wordings beside the best one add; little, for they say the same


@dataclass(frozen=True, slots=True)
class OtherTerms:
    """A wording, how it weighs against what was typed, and the lexemes it asks for."""

    text: str
    weight: float
    lexemes: tuple[str, ...]


def wording_signals(place: int, *, every: str, some: str, near: str, weights: str) -> list[str]:
    """Return the columns of a match that the score of a wording is made of.

    Args:
        place: which wording it is.
        every: a tsquery for all its lexemes.
        some: a tsquery for any of them.
        near: a tsquery for its words in their order.
        weights: what ranking gives to the parts of a document.
    """
    return [
        f"vector @@ {every} AS w{place}",
        f"CASE WHEN vector @@ {every} THEN ts_rank('{weights}', vector, {some}) END AS v{place}",
        f"vector @@ {near} AS o{place}",
    ]


def wording_score(wordings: Sequence[OtherTerms], *, damping: str) -> str:
    """Return the SQL of what wordings add: the best one, and a little of the others.

    What all words of a wording are worth falls with the square of its weight: one that is only
    near in meaning must not come before a single word that was typed.
    """
    if not wordings:
        return "0"
    each = [
        f"CASE WHEN w{i} THEN {one.weight} * widf{i} * (v{i} / (v{i} + {damping})"
        f" + {one.weight} * CASE WHEN o{i} THEN {ALL_WORDS + IN_ORDER} ELSE {ALL_WORDS} END)"
        " ELSE 0 END"
        for i, one in enumerate(wordings)
    ]
    return f"({1 - OTHERS} * greatest({', '.join(each)}) + {OTHERS} * ({' + '.join(each)}))"
