"""The clause that looks inside the files of resources, passage by passage."""

from collections.abc import Sequence

from elasticsearch_dsl import Q
from elasticsearch_dsl.query import Bool, DisMax, Query

from search.elastic.documents import MARK_END, MARK_START
from search.results import MOST_FOUND_PASSAGES
from search.vocabulary.reading import Reading
from search.vocabulary.terms import Wording

# A passage adds at most this: about what a common word in a description does, far less than all.
MOST = 3.0
# The score of a passage at which half of that is reached.
HALF = 10.0
# What another wording counts in a passage against the words as they were typed.
OTHERWISE = 0.2

_SATURATED = "_score / (_score + params.half)"


def with_passages(found: Query, reading: Reading, wordings: Sequence[Wording] = ()) -> Query:
    """Return what is found, or has one passage with all the words and phrases that are asked for.

    All words of one of the wordings do in place of the words. A number without words is not looked
    for.
    """
    if not (reading.words or reading.phrases):
        return found
    return Bool(should=[found, _inside(reading, wordings)], minimum_should_match=1)


def _inside(reading: Reading, wordings: Sequence[Wording]) -> Query:
    every: list[Query] = [_phrase("passages.text", phrase) for phrase in reading.phrases]
    if reading.words:
        every.append(_all_words(reading.words, wordings))
    without = [_phrase("passages.text", words) for words in reading.excluded]
    nested = Q(
        "nested",
        path="passages",
        query=Bool(must=every, must_not=without),
        score_mode="max",
        inner_hits=_INNER_HITS,
    )
    script = {"source": _SATURATED, "params": {"half": HALF}}
    bounded = Q("script_score", query=nested, script=script, boost=MOST)
    excluded = [_phrase("all", words) for words in reading.excluded]
    return Bool(must=[bounded], must_not=excluded) if excluded else bounded


def _all_words(words: str, wordings: Sequence[Wording]) -> Query:
    typed = _words(words)
    if not wordings:
        return typed
    return DisMax(queries=[typed, *(_words(each.text, boost=OTHERWISE) for each in wordings)])


def _words(words: str, **options: float) -> Query:
    return Q("match", **{"passages.text": {"query": words, "operator": "and", **options}})


_INNER_HITS: dict[str, object] = {
    "size": MOST_FOUND_PASSAGES,
    "_source": ["passages.label", "passages.url"],
    "highlight": {
        "pre_tags": [MARK_START],
        "post_tags": [MARK_END],
        "fields": {"passages.text": {"number_of_fragments": 1, "fragment_size": 200}},
    },
}


def _phrase(field: str, words: str) -> Query:
    return Q("match_phrase", **{field: {"query": words}})
