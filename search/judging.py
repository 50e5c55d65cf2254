"""How good a ranking is, by the grades that people gave: nothing of any engine.

A ranking is ids, best first, each once. Grades are by id; what has none, or 0 and less, is not
relevant. Every measure is from 0 to 1. A query that nothing is relevant for says nothing about a
ranking: leave it out (`is_judged`); asked all the same, a measure answers 0.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import log2


def is_judged(grades: Mapping[str, int]) -> bool:
    """Tell whether anything is relevant."""
    return any(grade > 0 for grade in grades.values())


def ndcg(ranking: Sequence[str], grades: Mapping[str, int], *, depth: int = 10) -> float:
    """Return the gain of the first `depth`, discounted by rank, as a share of the best possible.

    The gain of a hit is its grade.
    """
    best = _gain(sorted(grades.values(), reverse=True)[:depth])
    return _gain(grades.get(found, 0) for found in ranking[:depth]) / best if best else 0.0


def reciprocal_rank(ranking: Sequence[str], grades: Mapping[str, int]) -> float:
    """Return one over the rank of the first relevant hit, 0 where there is none."""
    ranks = (rank for rank, found in enumerate(ranking, start=1) if grades.get(found, 0) > 0)
    return 1 / next(ranks, float("inf"))


def recall(ranking: Sequence[str], grades: Mapping[str, int], *, depth: int = 50) -> float:
    """Return the share of what is relevant that is among the first `depth`."""
    relevant = {found for found, grade in grades.items() if grade > 0}
    return len(relevant.intersection(ranking[:depth])) / len(relevant) if relevant else 0.0


def success(ranking: Sequence[str], grades: Mapping[str, int], *, depth: int = 10) -> float:
    """Return 1 where anything relevant is among the first `depth`, else 0."""
    return float(any(grades.get(found, 0) > 0 for found in ranking[:depth]))


def overlap(one: Sequence[str], other: Sequence[str], *, depth: int = 10) -> float:
    """Return the share of the first `depth` that two rankings have in common.

    Where both are shorter, it is a share of the longer one; two empty ones agree.
    """
    first, second = set(one[:depth]), set(other[:depth])
    longer = max(len(first), len(second))
    return len(first & second) / longer if longer else 1.0


def _gain(grades: Iterable[int]) -> float:
    return sum(max(grade, 0) / log2(rank + 1) for rank, grade in enumerate(grades, start=1))
