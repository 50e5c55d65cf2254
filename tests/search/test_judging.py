"""The measures of a ranking, on cases worked out by hand."""

from math import log2

import pytest

from search.judging import is_judged, ndcg, overlap, recall, reciprocal_rank, success

GRADES = {"a": 3, "b": 1, "c": 0, "d": -1}


def test_the_gain_is_linear_and_discounted_by_rank() -> None:
    best = 3 + 1 / log2(3)
    assert ndcg(["a", "b"], GRADES) == 1
    assert ndcg(["b", "x", "a"], GRADES) == pytest.approx((1 + 3 / 2) / best)
    assert ndcg(["c", "d"], GRADES) == 0


def test_what_lies_deeper_does_not_count() -> None:
    assert ndcg(["x", "a"], GRADES, depth=1) == 0
    assert ndcg(["a", "x"], GRADES, depth=1) == 1
    assert recall(["a", "x", "b"], GRADES, depth=2) == 0.5
    assert success(["x", "a"], GRADES, depth=1) == 0


def test_measures_of_the_first_relevant_hit() -> None:
    assert reciprocal_rank(["x", "c", "b", "a"], GRADES) == pytest.approx(1 / 3)
    assert reciprocal_rank(["x"], GRADES) == 0
    assert success(["x", "b"], GRADES) == 1


def test_recall_is_of_what_is_relevant() -> None:
    assert recall(["b", "c", "d"], GRADES) == 0.5


def test_nothing_relevant_says_nothing() -> None:
    assert is_judged(GRADES)
    assert not is_judged({"c": 0, "d": -1})
    for measure in (ndcg, recall, success, reciprocal_rank):
        assert measure(["c"], {"c": 0}) == 0


def test_overlap_is_of_the_longer_ranking() -> None:
    assert overlap(["a", "b"], ["b", "x", "y", "z"]) == 0.25
    assert overlap(["a", "b", "c"], ["c", "b", "a"], depth=2) == 0.5
    assert overlap([], ["a"]) == 0
    assert overlap([], []) == 1
