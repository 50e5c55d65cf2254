"""Whole bodies, without a server."""

from dataclasses import replace

from search.elastic.queries import related_body, search_body, versions_body
from search.query import FacetName, SearchQuery, Sort
from search.question import plain
from search.vocabulary.terms import Wording

WORDS = {
    "combined_fields": {
        "query": "night shift",
        "operator": "or",
        "fields": [
            "title^2.5",
            "subtitle^1.5",
            "abstract^1.0",
            "notes^1.0",
            "contributors^1.0",
            "subjects^2.0",
            "topic_names^2.0",
            "series^1.0",
            "publisher^1.0",
        ],
    }
}
JOINED = {"match": {"title.joined": {"query": "night shift", "boost": 0.3}}}
IN_PASSAGE = {"match": {"passages.text": {"query": "night shift", "operator": "and"}}}
FOUND = {"bool": {"should": [WORDS, JOINED], "minimum_should_match": 1}}
LIFTED = [
    {
        "multi_match": {
            "query": "night shift",
            "type": "cross_fields",
            "fields": [
                "title.exact^2.5",
                "subtitle.exact^1.5",
                "abstract.exact^1.0",
                "notes.exact^1.0",
                "contributors.exact^1.0",
                "subjects.exact^2.0",
                "topic_names.exact^2.0",
                "series.exact^1.0",
                "publisher.exact^1.0",
            ],
            "boost": 0.3,
        }
    },
    {"match_phrase": {"title": {"query": "night shift", "slop": 2, "boost": 2.0}}},
    {"match_phrase": {"all": {"query": "night shift", "slop": 2, "boost": 0.5}}},
    {"match": {"all.pairs": {"query": "night shift", "boost": 0.5}}},
    {
        "constant_score": {
            "filter": {
                "intervals": {
                    "title.exact": {
                        "match": {"query": "night shift", "ordered": True, "max_gaps": -1}
                    }
                }
            },
            "boost": 5.0,
        }
    },
]


def phrase(words: str) -> dict[str, object]:
    return {"match_phrase": {"all": {"query": words, "slop": 0, "boost": 1.0}}}


def current(found: dict[str, object]) -> dict[str, object]:
    lowered = [
        {"filter": {"range": {"outdated": {"gte": step}}}, "weight": 1e-6} for step in (1, 2, 3, 4)
    ]
    return {"function_score": {"query": found, "functions": lowered}}


def numbers(*keys: str) -> dict[str, object]:
    terms = {"terms": {"numbers": list(keys)}}
    return {"constant_score": {"filter": terms, "boost": 1000.0}}


def inside(*clauses: object, without: tuple[str, ...] = ()) -> dict[str, object]:
    sought: dict[str, object] = {"must": list(clauses)}
    if without:
        sought["must_not"] = [in_passage(words) for words in without]
    nested = {
        "path": "passages",
        "query": {"bool": sought},
        "score_mode": "max",
        "inner_hits": {
            "size": 3,
            "_source": ["passages.label", "passages.url"],
            "highlight": {
                "pre_tags": ["\ue000"],
                "post_tags": ["\ue001"],
                "fields": {"passages.text": {"number_of_fragments": 1, "fragment_size": 200}},
            },
        },
    }
    script = {"source": "_score / (_score + params.half)", "params": {"half": 10.0}}
    return {"script_score": {"query": {"nested": nested}, "script": script, "boost": 3.0}}


def in_passage(words: str) -> dict[str, object]:
    return {"match_phrase": {"passages.text": {"query": words}}}


def either(*clauses: dict[str, object]) -> dict[str, object]:
    return {"bool": {"should": list(clauses), "minimum_should_match": 1}}


def facets(*names: str) -> dict[str, object]:
    order = [{"_count": "desc"}, {"_key": "asc"}]
    fields = {
        "topic": "topics",
        "kind": "kind",
        "format": "format",
        "audience": "audiences",
        "language": "languages",
        "year": "year",
        "availability": "availability",
    }
    return {
        name: {"terms": {"field": field, "size": 500, "order": order}}
        for name, field in fields.items()
        if name in (names or fields)
    }


def under(filters: list[dict[str, object]], *names: str) -> dict[str, object]:
    return {"filter": {"bool": {"filter": filters}}, "aggs": facets(*names)}


SHOWN = [
    "product_number",
    "title",
    "subtitle",
    "url",
    "identifiers",
    "abstract",
    "kind",
    "format",
    "year",
    "availability",
    "topics",
    "contributors",
    "added",
]
HIGHLIGHT = {
    "pre_tags": ["\ue000"],
    "post_tags": ["\ue001"],
    "require_field_match": False,
    "fields": {
        "title": {"number_of_fragments": 0},
        "abstract": {"number_of_fragments": 2, "fragment_size": 200},
    },
}


def marking(*clauses: object) -> dict[str, object]:
    return HIGHLIGHT | {"highlight_query": {"bool": {"should": list(clauses)}}}


BY_RELEVANCE = ["_score", {"published": {"order": "desc", "missing": "_last"}}, "id"]


def test_words() -> None:
    assert search_body(plain(SearchQuery(text="night shift"))) == {
        "query": current(either({"bool": {"must": [FOUND], "should": LIFTED}}, inside(IN_PASSAGE))),
        "aggs": facets(),
        "sort": BY_RELEVANCE,
        "from": 0,
        "size": 20,
        "track_total_hits": True,
        "_source": SHOWN,
        "highlight": marking(
            {"match": {"title": "night shift"}}, {"match": {"title.joined": "night shift"}}
        ),
    }


def test_words_phrases_and_other_wordings_are_marked() -> None:
    wordings = (Wording("third watch", 0.5),)
    asked = plain(SearchQuery(text='night "after dark" -moon'))
    assert search_body(replace(asked, wordings=wordings))["highlight"] == marking(
        {"match_phrase": {"title": "after dark"}},
        {"match": {"title": "night"}},
        {"match": {"title": "third watch"}},
        {"match": {"title.joined": "night"}},
    )


def test_everything_with_filters_sorted_and_paged() -> None:
    query = SearchQuery(
        filters=((FacetName.KIND, ("guide", "video")), (FacetName.YEAR, ("2010", "x"))),
        sort=Sort.OLDEST,
        page=3,
        size=50,
    )
    kind: dict[str, object] = {"terms": {"kind": ["guide", "video"]}}
    year: dict[str, object] = {"terms": {"year": ["2010"]}}
    both = [kind, year]
    assert search_body(plain(query)) == {
        "query": current({"match_all": {}}),
        "post_filter": {"bool": {"filter": both}},
        "aggs": {
            "but_kind": under([year], "kind"),
            "but_year": under([kind], "year"),
            "under_every_filter": under(
                both, "topic", "format", "audience", "language", "availability"
            ),
        },
        "sort": [{"published": {"order": "asc", "missing": "_last"}}, "id"],
        "track_scores": True,
        "from": 100,
        "size": 50,
        "track_total_hits": True,
        "_source": SHOWN,
    }


def test_a_facet_alone_is_counted_without_a_filter_around_it() -> None:
    kind: dict[str, object] = {"terms": {"kind": ["guide"]}}
    query = SearchQuery(filters=((FacetName.KIND, ("guide",)),))
    others = ("topic", "format", "audience", "language", "year", "availability")
    assert search_body(plain(query))["aggs"] == facets("kind") | {
        "under_every_filter": under([kind], *others)
    }


def test_other_wordings_stand_beside_the_words() -> None:
    def wording(text: str, weight: float) -> dict[str, object]:
        fields = WORDS["combined_fields"]["fields"]
        every = {"query": text, "operator": "and", "fields": fields, "boost": weight}
        return {
            "bool": {
                "must": [{"combined_fields": every}],
                "should": [
                    {"match_phrase": {"title": {"query": text, "slop": 2, "boost": 2 * weight}}},
                    {"match_phrase": {"all": {"query": text, "slop": 2, "boost": weight / 2}}},
                ],
            }
        }

    wordings = (Wording("after dark", 1.5), Wording("third watch", 0.3))
    question = replace(plain(SearchQuery(text="night shift -moon")), wordings=wordings)
    otherwise = {
        "dis_max": {
            "queries": [wording("after dark", 1.5), wording("third watch", 0.3)],
            "tie_breaker": 0.2,
        }
    }
    found = {"bool": {"should": [WORDS, JOINED, otherwise], "minimum_should_match": 1}}
    in_passage = {"query": "after dark", "operator": "and", "boost": 0.2}
    close = {"dis_max": {"queries": [IN_PASSAGE, {"match": {"passages.text": in_passage}}]}}
    assert search_body(question)["query"] == current(
        either(
            {"bool": {"must": [found], "should": LIFTED, "must_not": [phrase("moon")]}},
            {
                "bool": {
                    "must": [inside(close, without=("moon",))],
                    "must_not": [{"match_phrase": {"all": {"query": "moon"}}}],
                }
            },
        )
    )


def test_what_is_about_the_same_shares_telling_words_and_is_current() -> None:
    assert related_body(7, without=(8, 9), size=5) == {
        "query": {
            "bool": {
                "must": [
                    {
                        "more_like_this": {
                            "fields": ["title", "subjects", "topic_names"],
                            "like": [{"_id": "7"}],
                            "min_term_freq": 1,
                            "min_doc_freq": 2,
                            "max_query_terms": 25,
                            "minimum_should_match": "1",
                        }
                    }
                ],
                "must_not": [
                    {"ids": {"values": ["7", "8", "9"]}},
                    {"term": {"availability": "superseded"}},
                ],
            }
        },
        "sort": ["_score", {"published": {"order": "desc", "missing": "_last"}}, "id"],
        "size": 5,
        "track_total_hits": False,
        "_source": [
            *("product_number", "title", "subtitle", "url", "identifiers", "abstract", "kind"),
            *("format", "year", "availability", "topics", "contributors", "added"),
        ],
    }


def test_wordings_need_words_to_stand_beside() -> None:
    query = SearchQuery(text='"night shift"')
    question = replace(plain(query), wordings=(Wording("after dark"),))
    assert search_body(question) == search_body(plain(query))


def test_what_can_only_be_a_number_is_answered_by_numbers_alone() -> None:
    assert search_body(plain(SearchQuery(text="COPS-P273")))["query"] == numbers(
        "product_number:copsp273", "control_number:cops-p273"
    )


def test_a_number_beside_words_is_one_more_way_to_match() -> None:
    assert search_body(plain(SearchQuery(text="NCJ 155063 night shift")))["query"] == either(
        numbers("ncj:155063"),
        current(either({"bool": {"must": [FOUND], "should": LIFTED}}, inside(IN_PASSAGE))),
    )


def test_phrases_are_required_and_exclusions_refused() -> None:
    assert search_body(plain(SearchQuery(text='"after dark" night shift -moon')))[
        "query"
    ] == current(
        either(
            {
                "bool": {
                    "must": [phrase("after dark"), FOUND],
                    "should": LIFTED,
                    "must_not": [phrase("moon")],
                }
            },
            {
                "bool": {
                    "must": [inside(in_passage("after dark"), IN_PASSAGE, without=("moon",))],
                    "must_not": [{"match_phrase": {"all": {"query": "moon"}}}],
                }
            },
        )
    )


def test_exclusions_alone_are_taken_from_everything() -> None:
    assert search_body(plain(SearchQuery(text="-moon")))["query"] == current(
        {"bool": {"must": [{"match_all": {}}], "must_not": [phrase("moon")]}}
    )


def test_a_page_beyond_the_window_asks_for_counts_only() -> None:
    body = search_body(plain(SearchQuery(page=501, size=20)))
    assert (body["from"], body["size"]) == (0, 0)
    body = search_body(plain(SearchQuery(page=500, size=20)))
    assert (body["from"], body["size"]) == (9980, 20)


def test_versions_go_on_after_the_last_page() -> None:
    first = {
        "sort": ["id"],
        "_source": False,
        "size": 5,
        "version": True,
        "pit": {"id": "p", "keep_alive": "1m"},
        "track_total_hits": False,
    }
    assert versions_body("p", (), 5) == first
    assert versions_body("p", [7, 1], 5) == first | {"search_after": [7, 1]}
