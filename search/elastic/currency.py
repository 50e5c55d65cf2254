"""What is current comes before what was superseded or withdrawn."""

from elasticsearch_dsl import SF, Q
from elasticsearch_dsl.query import FunctionScore, Query

# So small that no text score makes up for a step: the scores of two texts differ by less.
STEP = 1e-6
STEPS = 4  # a float of Elasticsearch holds no more of them


def current_first(found: Query) -> Query:
    """Lower what is outdated below everything current, step by step; nothing else changes."""
    lowered = [
        SF({"filter": Q("range", outdated={"gte": step}), "weight": STEP})
        for step in range(1, STEPS + 1)
    ]
    return FunctionScore(query=found, functions=lowered)
