"""The one statement that answers a search: total, facets and a page of hits."""

# ruff: noqa: S608 - what comes from outside is bound, everything else is written in this package

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from search.embedded.inside import AS_TYPED, FOUND, inside, looks_inside, shown
from search.embedded.rows import MARK_PART, MARK_START, MARK_STOP
from search.embedded.scoring import OWN_NUMBER_LIFT, WEIGHTS, pin_lift, scored, signals
from search.embedded.wordings import OtherTerms, wording_signals
from search.query import MAX_WINDOW, FacetName, SearchQuery, Sort
from search.question import Question
from search.vocabulary.folding import separated, sort_key

SCALARS = {
    FacetName.KIND: "kind",
    FacetName.FORMAT: "format",
    FacetName.YEAR: "year",
    FacetName.AVAILABILITY: "availability",
}
ARRAYS = {
    FacetName.TOPIC: "topics",
    FacetName.AUDIENCE: "audiences",
    FacetName.LANGUAGE: "languages",
}
_ORDERS = {
    Sort.RELEVANCE: "score DESC, published DESC, resource_id",
    Sort.NEWEST: "published DESC, resource_id",
    Sort.OLDEST: "nullif(published, 0) NULLS LAST, resource_id",
    Sort.TITLE: "title_key, resource_id",
    Sort.ADDED: "added DESC, resource_id",
}
MAX_WRITTEN = 8  # words that are looked for in a title as they were typed
_MARKS = f"StartSel={MARK_START}, StopSel={MARK_STOP}, FragmentDelimiter={MARK_PART}"
_WHOLE = f"{_MARKS}, HighlightAll=true"
_PARTS = f"{_MARKS}, MaxFragments=2, MaxWords=35, MinWords=12"
_PASSAGE = f"{_MARKS}, MaxFragments=1, MaxWords=35, MinWords=12"


@dataclass(frozen=True, slots=True)
class Terms:
    """The lexemes of a reading: those of which any must match, and all that count in ranking.

    All lexemes of one of `wordings` will do as well. `common` tells how many documents hold each
    lexeme that was asked for and need not match.
    """

    wanted: tuple[str, ...] = ()
    ranked: tuple[str, ...] = ()
    wordings: tuple[OtherTerms, ...] = ()
    common: Mapping[str, int] = field(default_factory=dict)

    @property
    def marked(self) -> tuple[str, ...]:
        """What highlights mark."""
        others = (lexeme for wording in self.wordings for lexeme in wording.lexemes)
        return tuple(dict.fromkeys((*self.ranked, *others)))


@dataclass(frozen=True, slots=True)
class Answering:
    """What a statement is for, and the parameters bound so far."""

    question: Question
    terms: Terms
    index_id: int | None = None
    parameters: dict[str, Any] = field(default_factory=dict)

    def bind(self, value: object) -> str:
        """Keep a value and return how SQL names it."""
        name = f"p{len(self.parameters)}"
        self.parameters[name] = value
        return f"%({name})s"

    def any_of(self, lexemes: Sequence[str]) -> str:
        """Return a tsquery for any of some lexemes."""
        return f"{self.bind(' | '.join(map(_quoted, lexemes)))}::tsquery"

    def all_of(self, lexemes: Sequence[str]) -> str:
        """Return a tsquery for all of some lexemes."""
        return f"{self.bind(' & '.join(map(_quoted, lexemes)))}::tsquery"

    def phrase(self, text: str) -> str:
        """Return a tsquery for words that follow each other."""
        return f"phraseto_tsquery('search_english', {self.bind(separated(text))})"


def _quoted(lexeme: str) -> str:
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"


def answer(
    question: Question, terms: Terms, *, index_id: int | None = None
) -> tuple[str, dict[str, Any]]:
    """Return the statement for a question, whose rows are (part, value, count, hit).

    Without an id the live build is asked. Parts are "total", "hit" with its rank as count, and the
    names of the facets.
    """
    asked = Answering(question, terms, index_id)
    query = question.query
    order = _ORDERS[query.sort]
    parts = (
        f"WITH {_inside(asked)}matched AS MATERIALIZED ({_matched(asked)}),",
        scored(
            [terms.common.get(lexeme) for lexeme in terms.ranked],
            build=_build(asked),
            wordings=terms.wordings,
            lifts=_lifts(asked),
        ),
        # Numbered after the cut: a window over all that matches would have to sort it all.
        f", page AS MATERIALIZED (SELECT id, score, row_number() OVER (ORDER BY {order}) AS rank",
        f"FROM (SELECT * FROM scored WHERE shown ORDER BY {order} {_window(query)}) AS cut)",
        " UNION ALL ".join((_scalar_counts(query), *_own_counts(query), _hits(asked))),
    )
    return "\n".join(parts), asked.parameters


def _inside(asked: Answering) -> str:
    question = asked.question
    if not looks_inside(question.reading):
        return ""
    return f"{inside(question.reading, question.inside, asked.bind)}, "


def _window(query: SearchQuery) -> str:
    size = query.size if query.offset + query.size <= MAX_WINDOW else 0
    return f"LIMIT {size} OFFSET {min(query.offset, MAX_WINDOW)}"


def _matched(asked: Answering) -> str:
    """Select what answers the text, with the filters it passes and what ranking needs."""
    query = asked.question.query
    flags = {name: _flag(asked, name, query.selected(name)) for name in _narrowed(query)}
    columns = (
        *("id", "resource_id", "published", "added", "outdated", "title_key"),
        *SCALARS.values(),
        *ARRAYS.values(),
        *(f"{flag} AS in_{name}" for name, flag in flags.items()),
        f"({' AND '.join(flags.values()) or 'true'}) AS shown",
        *_signals(asked),
    )
    return "\n".join(
        (
            f"SELECT {', '.join(columns)}",
            "FROM search_embedded_document",
            f"WHERE index_id = {_build(asked)} AND is_live",
            f"AND {_condition(asked)}",
        )
    )


def _build(asked: Answering) -> str:
    if asked.index_id is None:
        return "(SELECT id FROM search_embedded_index WHERE is_live)"
    return asked.bind(asked.index_id)


def _narrowed(query: SearchQuery) -> list[FacetName]:
    return [name for name in FacetName if query.selected(name)]


def _flag(asked: Answering, name: FacetName, values: Sequence[str]) -> str:
    bound = f"{asked.bind(list(values))}::text[]"
    if name in ARRAYS:
        return f"({ARRAYS[name]} && {bound})"
    return f"coalesce({SCALARS[name]}::text = ANY({bound}), false)"


def _condition(asked: Answering) -> str:
    found = _found(asked)
    if pinned := asked.question.pinned:
        found = f"({found} OR resource_id = ANY({asked.bind(list(pinned))}))"
    if since := asked.question.query.since:
        found = f"{found} AND added >= {asked.bind(since)}"
    return found


def _found(asked: Answering) -> str:
    reading = asked.question.reading
    text = [f"vector @@ {asked.phrase(phrase)}" for phrase in reading.phrases]
    if reading.words:
        text.append(_has_words(asked))
    either = [f"({' AND '.join(text)})"] if text else []
    if looks_inside(reading):
        either.append(FOUND)
    if reading.numbers:
        either.append(_has_number(asked))
    excluded = (f"AND NOT vector @@ {asked.phrase(words)}" for words in reading.excluded)
    return " ".join((f"({' OR '.join(either) or 'true'})", *excluded))


def _has_words(asked: Answering) -> str:
    """Select what has any of the words, or all of another wording."""
    terms = asked.terms
    if terms.wanted:
        ways = [f"vector @@ {asked.any_of(terms.wanted)}"]
    else:  # nothing but words that are left out of the index
        ways = [f"title_key LIKE {asked.bind(f'%{sort_key(asked.question.reading.words)}%')}"]
    ways += [f"vector @@ {asked.all_of(wording.lexemes)}" for wording in terms.wordings]
    return f"({' OR '.join(ways)})"


def _has_number(asked: Answering) -> str:
    return f"numbers && {asked.bind(list(asked.question.reading.numbers))}::text[]"


def _signals(asked: Answering) -> list[str]:
    reading = asked.question.reading
    columns = [f"{_has_number(asked)} AS has_number"] if reading.numbers else []
    if looks_inside(reading):
        columns += [f"{AS_TYPED} AS is_typed", f"{FOUND} AS is_inside"]
    for place, wording in enumerate(asked.terms.wordings):
        every, some = asked.all_of(wording.lexemes), asked.any_of(wording.lexemes)
        near = asked.phrase(wording.text)
        columns += wording_signals(place, every=every, some=some, near=near, weights=WEIGHTS)
    if not asked.terms.ranked:
        return columns
    words = " ".join((reading.words, *reading.phrases))
    near = f"vector @@ {asked.phrase(words)}" if len(asked.terms.ranked) > 1 else "false"
    whole = f"title_key = {asked.bind(sort_key(words))}"
    ranked = [asked.any_of([lexeme]) for lexeme in asked.terms.ranked]
    written = [asked.bind(f" {word} ") for word in sort_key(words).split()[:MAX_WRITTEN]]
    return [*columns, *signals(ranked, near=near, whole_title=whole, as_written=written)]


def _lifts(asked: Answering) -> list[str]:
    """Return what is added to a score above any text: for an own number, and for a pin."""
    lifts = [OWN_NUMBER_LIFT] if asked.question.reading.numbers else []
    if pinned := asked.question.pinned:
        lifts.append(pin_lift(asked.bind(list(reversed(pinned)))))
    return lifts


def _scalar_counts(query: SearchQuery) -> str:
    """Count everything shown, and by each scalar facet that nothing is chosen of."""
    free = {name: column for name, column in SCALARS.items() if not query.selected(name)}
    cases = "".join(f" WHEN grouping({column}) = 0 THEN '{name}'" for name, column in free.items())
    part = f"CASE{cases} ELSE 'total' END" if cases else "'total'"
    value = f"coalesce({', '.join(f'{column}::text' for column in free.values())})"
    sets = ", ".join(("()", *(f"({column})" for column in free.values())))
    return (
        f"SELECT {part}, {value if free else 'NULL'}, count(*), NULL::jsonb "
        f"FROM matched WHERE shown GROUP BY GROUPING SETS ({sets})"
    )


def _own_counts(query: SearchQuery) -> list[str]:
    """Count the facets that need a pass of their own, each without its own filter."""
    narrowed = _narrowed(query)
    counts = []
    for name in FacetName:
        if name in SCALARS and name not in narrowed:
            continue
        others = " AND ".join(f"in_{other}" for other in narrowed if other != name) or "true"
        value = f"unnest({ARRAYS[name]})" if name in ARRAYS else f"{SCALARS[name]}::text"
        counts.append(
            f"SELECT '{name}', value, count(*), NULL "
            f"FROM (SELECT {value} AS value FROM matched WHERE {others}) AS v GROUP BY value"
        )
    return counts


def _hits(asked: Answering) -> str:
    extra = "'score', score, 'id', resource_id, 'added', added"
    if asked.terms.marked:
        sought = asked.any_of(asked.terms.marked)
        for name, options in (("title", _WHOLE), ("abstract", _PARTS)):
            headline = f"ts_headline('search_english', record->>'{name}', {sought}, '{options}')"
            extra += f", 'marked_{name}', {headline}"
    if looks_inside(asked.question.reading):
        extra += f", 'passages', {shown(_PASSAGE)}"
    return (
        f"SELECT 'hit', NULL, rank, record || jsonb_build_object({extra}) "
        "FROM page JOIN search_embedded_document USING (id)"
    )
