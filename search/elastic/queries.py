"""Every query body: pure functions of plain values."""

from collections.abc import Sequence
from typing import cast

from elasticsearch_dsl import Q, Search
from elasticsearch_dsl.query import Bool, Query

from search.elastic.currency import current_first
from search.elastic.faceting import facet_counts, filters
from search.elastic.inside import with_passages
from search.elastic.marking import highlight
from search.elastic.wordings import put_otherwise
from search.query import MAX_WINDOW, Sort
from search.question import Question
from search.vocabulary.reading import Reading
from search.vocabulary.terms import Wording

Body = dict[str, object]

# combined_fields scores a word once over all fields; weights under 1 are refused.
FIELDS = (
    ("title", 2.5),
    ("subtitle", 1.5),
    ("abstract", 1.0),
    ("notes", 1.0),
    ("contributors", 1.0),
    ("subjects", 2.0),
    ("topic_names", 2.0),
    ("series", 1.0),
    ("publisher", 1.0),
)
EXACT_FIELDS = tuple(f"{name}.exact^{weight}" for name, weight in FIELDS)
STEM_FIELDS = tuple(f"{name}^{weight}" for name, weight in FIELDS)

_NEWEST = {"published": {"order": "desc", "missing": "_last"}}
_OLDEST = {"published": {"order": "asc", "missing": "_last"}}
SORTS: dict[Sort, tuple[str | dict[str, dict[str, str]], ...]] = {
    Sort.RELEVANCE: ("_score", _NEWEST),
    Sort.NEWEST: (_NEWEST,),
    Sort.OLDEST: (_OLDEST,),
    Sort.TITLE: ("title.sort",),
    Sort.ADDED: ({"added": {"order": "desc", "missing": "_last"}},),
}

PINNED = 100_000.0  # above any number and any text
# About what one rare word counts. With 12, judged queries lost (docs/search.md).
TITLE_REMEMBERED = 5.0

# What resources about the same share.
ALIKE = ("title", "subjects", "topic_names")

# What a hit shows.
SHOWN = (
    *("product_number", "title", "subtitle", "url", "identifiers", "abstract", "kind", "format"),
    *("year", "availability", "topics", "contributors", "added"),
)


def search_body(question: Question) -> Body:
    """Return the body that answers a question: hits, highlights and every facet."""
    query = question.query
    search = Search().query(answering(question))
    if chosen := filters(query):
        search = search.post_filter(Bool(filter=chosen))
    search = search.sort(*SORTS[query.sort], "id")
    if query.sort != Sort.RELEVANCE:
        search = search.extra(track_scores=True)
    beyond = query.offset + query.size > MAX_WINDOW
    search = search.extra(
        **{"from": 0 if beyond else query.offset, "size": 0 if beyond else query.size},
        track_total_hits=True,
    )
    search = search.source(list(SHOWN))
    return {**search.to_dict(), "aggs": facet_counts(query), **highlight(question)}


def plain_body(text: str, size: int) -> Body:
    """Return what is usually asked: any word as written in any field, the best field counts.

    Judged runs compare with it.
    """
    fields = [f"{name}.exact" for name, _ in FIELDS]
    search = Search().query("multi_match", query=text, fields=fields).extra(size=size)
    return cast("Body", search.source(["product_number"]).to_dict())


def related_body(resource_id: int, *, without: Sequence[int], size: int) -> Body:
    """Return the body that finds what shares the telling words of a resource."""
    alike = Q(
        "more_like_this",
        fields=list(ALIKE),
        like=[{"_id": str(resource_id)}],
        min_term_freq=1,
        min_doc_freq=2,
        max_query_terms=25,
        minimum_should_match="1",
    )
    unwanted = [Q("ids", values=[str(pk) for pk in (resource_id, *without)])]
    found = Bool(must=[alike], must_not=[*unwanted, Q("term", availability="superseded")])
    search = Search().query(found).sort("_score", _NEWEST, "id")
    search = search.extra(size=size, track_total_hits=False).source(list(SHOWN))
    return cast("Body", search.to_dict())


def versions_body(pit: str, after: Sequence[object], size: int) -> Body:
    """Return the body of one page of all ids, in order; versions come with each hit.

    `after` are the sort values of the last hit of the page before.
    """
    search = Search().sort("id").extra(_source=False, size=size, version=True)
    search = search.extra(pit={"id": pit, "keep_alive": "1m"}, track_total_hits=False)
    if after:
        search = search.extra(search_after=list(after))
    return cast("Body", search.to_dict())


def answering(question: Question) -> Query:
    """Return the query of a question: what it reads, what is pinned, and since when."""
    read = matching(question.reading, question.wordings, inside=question.inside)
    found = _pinned(question.pinned, read)
    if not question.query.since:
        return found
    recent = Q("range", added={"gte": question.query.since})
    return Bool(must=[found], filter=[recent])


def _pinned(resource_ids: Sequence[int], found: Query) -> Query:
    """Put some resources first, in their order, whether they are found or not."""
    if not resource_ids:
        return found
    pins: list[Query] = [
        Q("constant_score", filter=Q("term", id=pk), boost=PINNED * place)
        for place, pk in enumerate(reversed(resource_ids), start=1)
    ]
    return Bool(should=[*pins, found], minimum_should_match=1)


def matching(
    reading: Reading, wordings: Sequence[Wording] = (), *, inside: Sequence[Wording] = ()
) -> Query:
    """Return the query of a text that was read, with other wordings beside its words.

    Those of `inside` are looked for in passages as well.
    """
    if reading.is_empty:
        return current_first(Q("match_all"))
    text = current_first(with_passages(_text(reading, wordings), reading, inside))
    if not reading.numbers:
        return text
    numbers = Q("constant_score", filter=Q("terms", numbers=list(reading.numbers)), boost=1_000.0)
    if not reading.has_text:
        return numbers
    return Bool(should=[numbers, text], minimum_should_match=1)


def _text(reading: Reading, wordings: Sequence[Wording]) -> Query:
    must: list[Query] = [_phrase("all", phrase) for phrase in reading.phrases]
    should: list[Query] = []
    if reading.words:
        must.append(_any_word(reading.words, wordings))
        should = [_as_written(reading.words), *_in_order(reading.words)]
        should += _title_remembered(reading.words)
    if not must:
        must = [Q("match_all")]
    excluded = [_phrase("all", words) for words in reading.excluded]
    return Bool(must=must, should=should, must_not=excluded)


def _any_word(words: str, wordings: Sequence[Wording]) -> Query:
    """Return the clause that decides what is found, with "childcare" for "child care"."""
    combined = Q("combined_fields", query=words, fields=list(STEM_FIELDS), operator="or")
    joined = Q("match", **{"title.joined": {"query": words, "boost": 0.3}})
    otherwise = put_otherwise(wordings, STEM_FIELDS)
    return Bool(should=[combined, joined, *otherwise], minimum_should_match=1)


def _as_written(words: str) -> Query:
    return Q(
        "multi_match",
        query=words,
        type="cross_fields",
        fields=list(EXACT_FIELDS),
        boost=0.3,
    )


def _in_order(words: str) -> list[Query]:
    """Return what lifts a resource with the words side by side."""
    pairs = Q("match", **{"all.pairs": {"query": words, "boost": 0.5}})
    return [
        _phrase("title", words, boost=2.0, slop=2),
        _phrase("all", words, boost=0.5, slop=2),
        pairs,
    ]


def _title_remembered(words: str) -> list[Query]:
    """Return what lifts a title that has all the words as written and in order, however far apart.

    So a title of which somebody remembers some words comes before those that only share them.
    """
    if len(words.split()) == 1:
        return []
    in_order = {"query": words, "ordered": True, "max_gaps": -1}
    found = Q("intervals", **{"title.exact": {"match": in_order}})
    return [Q("constant_score", filter=found, boost=TITLE_REMEMBERED)]


def _phrase(field: str, words: str, *, boost: float = 1.0, slop: int = 0) -> Query:
    return Q("match_phrase", **{field: {"query": words, "slop": slop, "boost": boost}})
