"""The port on PostgreSQL: always there, and the fallback when Elasticsearch is not."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from itertools import pairwise
from typing import Any

from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone
from django.utils.html import escape

from search.embedded.comparing import differing
from search.embedded.counts import miscounted, recount
from search.embedded.documents import Document, EmbeddedIndex
from search.embedded.relating import related_records
from search.embedded.rows import MARK_PART, MARK_START, MARK_STOP
from search.embedded.statements import Terms, answer
from search.embedded.telling import telling
from search.embedded.wordings import OtherTerms
from search.embedded.words import count_words
from search.embedded.writing import Build, BuildWriter, listed
from search.engine import Change, EngineUnavailable, FreshIndex, Interrupted
from search.query import FacetName
from search.question import Question
from search.results import Bucket, Facet, FoundPassage, Hit, Identifier, Results
from search.vocabulary.folding import separated, sort_key

KEPT = timedelta(days=1)  # how long a build that was begun may be gone on with
MAX_LEXEMES = 24  # of a text of 200 characters, the rest says nothing new

# With it the session is made fit for the statement that follows: compiling it takes longer than it
# runs, and matches of a common word do not fit into the 4 MB that PostgreSQL gives by default.
_LEXEMES = """
SELECT tsvector_to_array(to_tsvector('search_english', %s)),
       tsvector_to_array(to_tsvector('search_english', %s)),
       ARRAY(SELECT array_to_string(tsvector_to_array(to_tsvector('search_english', text)), ' ')
             FROM unnest(%s::text[]) WITH ORDINALITY AS wording (text, place) ORDER BY place),
       ARRAY(SELECT held.word || ' ' || held.stem FROM search_word AS held
             WHERE held.word = ANY(%s) AND held.stem <> '' AND held.documents > 0 AND held.index_id
             = coalesce(%s, (SELECT id FROM search_embedded_index WHERE is_live))),
       (SELECT jsonb_object_agg(stem, documents) FROM (
            SELECT stem, sum(documents) AS documents FROM search_word AS held
            WHERE (stem = ANY(tsvector_to_array(to_tsvector('search_english', %s))) OR word = '')
            AND held.index_id = coalesce(%s, (SELECT id FROM search_embedded_index WHERE is_live))
            GROUP BY stem) AS held),
       set_config('jit', 'off', false), set_config('work_mem', '32MB', false)
"""
JOINED = 0.6  # what neighbors written as one word weigh, against the words as they were typed


class PostgresEngine:
    """Search in the tables of documents.py. One search is two statements."""

    name = "postgresql"

    def __init__(self, index_id: int | None = None) -> None:
        """Ask a build that is not live, or the live one."""
        self._index_id = index_id

    def search(self, question: Question) -> Results:
        """Answer a question. See search.engine.SearchEngine."""
        with _available(), connection.cursor() as cursor:
            terms = _terms(cursor, question, self._index_id)
            statement, parameters = answer(question, terms, index_id=self._index_id)
            cursor.execute(statement, parameters)
            return _results(cursor.fetchall())

    def write(self, changes: Sequence[Change]) -> None:
        """Apply changes to the live build. See search.engine.IndexWriter."""
        with _available():
            BuildWriter().write(changes)

    def related(
        self, resource_id: int, *, without: Sequence[int] = (), size: int = 5
    ) -> tuple[Hit, ...]:
        """Return what is about the same. See search.engine.SearchEngine."""
        with _available():
            records = related_records(resource_id, without=without, size=size)
        return tuple(_hit(json.loads(record)) for record in records)

    def versions(self) -> Iterator[tuple[int, int]]:
        """Yield the resource id and version of every document, in the order of the ids."""
        with _available():
            yield from listed(Document.objects.filter(index__is_live=True))

    def differing(self, changes: Sequence[Change]) -> set[int]:
        """Return whose document is not word for word what `write` would make of it."""
        with _available():
            return differing(changes)

    def miscounted(self) -> tuple[str, ...]:
        """Return the words of the live build whose count is wrong."""
        with _available():
            return miscounted()

    def recount(self) -> None:
        """Count those words anew."""
        with _available():
            recount()

    def is_ready(self) -> bool:
        """Tell whether there is a live build; migrations make the first."""
        with _available():
            return EmbeddedIndex.objects.filter(is_live=True).exists()

    @contextmanager
    def fresh_index(self, name: str = "") -> Iterator[FreshIndex]:
        """Open a second build beside the live one. See search.engine.SearchEngine."""
        with _available():
            build = _reopened(name) or EmbeddedIndex.objects.create(is_live=False)
            try:
                yield Build(build.pk)
                _go_live(build)
            except (OperationalError, InterfaceError, EngineUnavailable, Interrupted):
                raise  # the build may be gone on with
            except BaseException:
                EmbeddedIndex.objects.filter(pk=build.pk, is_live=False).delete()
                raise


@contextmanager
def _available() -> Iterator[None]:
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        raise EngineUnavailable(PostgresEngine.name, str(error).strip()) from error


def _reopened(name: str) -> EmbeddedIndex | None:
    """Return the build to go on filling, or None where there is none or it is too old."""
    young = timezone.now() - KEPT
    unfinished = EmbeddedIndex.objects.filter(is_live=False, opened_at__gt=young)
    return unfinished.filter(pk=int(name)).first() if name.isdecimal() else None


def _go_live(build: EmbeddedIndex) -> None:
    count_words(build.pk)
    with transaction.atomic():
        EmbeddedIndex.objects.filter(is_live=True).update(is_live=False)
        EmbeddedIndex.objects.filter(pk=build.pk).update(is_live=True)
    # Everything older is a former build or what a killed rebuild left behind. None is kept: every
    # search would read past its rows.
    EmbeddedIndex.objects.filter(is_live=False, pk__lt=build.pk).delete()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE search_embedded_document, search_embedded_passage")


def _terms(cursor: Any, question: Question, index_id: int | None) -> Terms:  # noqa: ANN401 - Django's wrapper is untyped
    reading = question.reading
    if not (reading.words or reading.phrases):
        return Terms()
    words = separated(reading.words)
    otherwise = [separated(wording.text) for wording in question.wordings if reading.words]
    text = separated(" . ".join((words, *reading.phrases)))
    cursor.execute(_LEXEMES, [words, text, otherwise, _joined(words), index_id, text, index_id])
    wanted, ranked, other, joined, held, *_ = cursor.fetchone()
    wordings = [
        OtherTerms(wording.text, wording.weight, tuple(lexemes.split()))
        for wording, lexemes in zip(question.wordings, other, strict=False)
        if lexemes
    ]
    wordings += [OtherTerms(word, JOINED, (stem,)) for word, stem in map(str.split, joined)]
    documents: dict[str, int] = json.loads(held or "{}")
    ranked = ranked[:MAX_LEXEMES]
    finding = tuple(wanted[:MAX_LEXEMES])
    if not question.query.exact:
        finding = telling(finding, documents, documents.get("", 0))
    common = {one: documents[one] for one in wanted if one not in finding and one in documents}
    return Terms(finding, tuple(ranked), tuple(wordings), common)


def _joined(words: str) -> list[str]:
    """Return neighbors written as one: who asks for child care means childcare too."""
    return ["".join(pair) for pair in pairwise(sort_key(words).split()[:MAX_LEXEMES])]


def _results(rows: Sequence[tuple[str, str | None, int, str]]) -> Results:
    total = 0
    counts: dict[FacetName, list[Bucket]] = {name: [] for name in FacetName}
    hits: dict[int, Hit] = {}
    for part, value, count, hit in rows:
        if part == "total":
            total = count
        elif part == "hit":
            hits[count] = _hit(json.loads(hit))
        elif value:
            counts[FacetName(part)].append(Bucket(value, count))
    facets = tuple(
        Facet(name, tuple(sorted(buckets, key=lambda bucket: (-bucket.count, bucket.value))))
        for name, buckets in counts.items()
    )
    return Results(total, tuple(hits[rank] for rank in sorted(hits)), facets, PostgresEngine.name)


def _hit(held: dict[str, Any]) -> Hit:
    highlights = {
        name: _highlights(marked)
        for name in ("title", "abstract")
        if MARK_START in (marked := held.get(f"marked_{name}") or "")
    }
    return Hit(
        id=held["id"],
        product_number=held["product_number"],
        title=held["title"],
        subtitle=held["subtitle"],
        url=held["url"],
        score=held["score"],
        highlights=highlights,
        identifiers=tuple(Identifier(*pair) for pair in held["identifiers"]),
        abstract=held["abstract"],
        kind=held["kind"],
        format=held["format"],
        year=held["year"],
        availability=held["availability"],
        topics=tuple(held["topics"]),
        contributors=tuple(held["contributors"]),
        added=held["added"],
        passages=tuple(
            FoundPassage(label, url, " … ".join(_highlights(text)))
            for label, url, text in held.get("passages") or ()
        ),
    )


def _highlights(marked: str) -> tuple[str, ...]:
    """Return the fragments as HTML in which only `<mark>` is markup."""
    safe = escape(marked).replace(MARK_START, "<mark>").replace(MARK_STOP, "</mark>")
    return tuple(part for part in safe.split(MARK_PART) if "<mark>" in part)
