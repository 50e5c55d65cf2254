"""The query for other wordings: beside what was typed, never inside it."""

from collections.abc import Sequence

from elasticsearch_dsl import Q
from elasticsearch_dsl.query import Bool, DisMax, Query

from search.vocabulary.terms import Wording

# The best of several wordings counts; a little of the others parts equals.
_OTHERS = 0.2


def put_otherwise(wordings: Sequence[Wording], fields: Sequence[str]) -> list[Query]:
    """Return the query for all words of any of these wordings; none where there is none."""
    if not wordings:
        return []
    return [DisMax(queries=[_whole(one, fields) for one in wordings], tie_breaker=_OTHERS)]


def _whole(wording: Wording, fields: Sequence[str]) -> Query:
    """Return the query for every word of a wording, most of all in its order."""
    every = Q(
        "combined_fields",
        query=wording.text,
        fields=list(fields),
        operator="and",
        boost=wording.weight,
    )
    in_order = [
        _phrase("title", wording.text, 2.0 * wording.weight),
        _phrase("all", wording.text, 0.5 * wording.weight),
    ]
    return Bool(must=[every], should=in_order)


def _phrase(field: str, words: str, boost: float) -> Query:
    return Q("match_phrase", **{field: {"query": words, "slop": 2, "boost": boost}})
