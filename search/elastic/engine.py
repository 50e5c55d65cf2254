"""The port, answered by Elasticsearch."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from html import escape
from typing import Any, cast

from elasticsearch import ApiError, Elasticsearch, TransportError

from search.elastic import indices
from search.elastic.client import (
    NAME,
    search_client,
    sensible_answers,
    translated_errors,
    write_client,
)
from search.elastic.documents import MARK_END, MARK_START
from search.elastic.faceting import counted
from search.elastic.listing import differing, listed
from search.elastic.queries import related_body, search_body
from search.elastic.writing import AliasWriter, NewIndex
from search.engine import Change, EngineUnavailable, FreshIndex, Interrupted
from search.query import SearchQuery
from search.question import Question, plain
from search.results import FoundPassage, Hit, Identifier, Results

Answer = Mapping[str, Any]  # JSON as it came


class ElasticEngine:
    """Elasticsearch behind an alias; several aliases share a node without meeting."""

    name = NAME

    def __init__(self, url: str, alias: str) -> None:
        self._url = url
        self._alias = alias

    def search(self, question: Question) -> Results:
        """Answer a question within the client's 0.8 s; never with a part of what there is."""
        body = search_body(question)
        with translated_errors(), sensible_answers():
            answer = search_client(self._url).search(
                index=self._alias, body=body, allow_partial_search_results=False
            )
            return _results(answer.body)

    def related(
        self, resource_id: int, *, without: Sequence[int] = (), size: int = 5
    ) -> tuple[Hit, ...]:
        """Return what is about the same, within the client's 0.8 s."""
        body = related_body(resource_id, without=without, size=size)
        with translated_errors():
            answer = search_client(self._url).search(index=self._alias, body=body)
        return tuple(map(_hit, answer.body["hits"]["hits"]))

    def write(self, changes: Sequence[Change]) -> None:
        """Apply changes; they can be found at the next refresh, half a second later."""
        with translated_errors():
            AliasWriter(self._client, self._alias).write(changes)

    def versions(self) -> Iterator[tuple[int, int]]:
        """Yield id and version of every document there is at this moment."""
        with translated_errors(), sensible_answers():
            yield from listed(self._client, self._alias)

    def differing(self, changes: Sequence[Change]) -> set[int]:
        """Return whose document is not word for word what `write` would make of it."""
        with translated_errors(), sensible_answers():
            return differing(self._client, self._alias, changes)

    def miscounted(self) -> tuple[str, ...]:
        """Return nothing: Elasticsearch counts its words itself."""
        return ()

    def recount(self) -> None:
        """Do nothing."""

    def is_ready(self) -> bool:
        """Tell whether the alias leads to an index of today's layout."""
        with translated_errors():
            name = indices.current(self._client, self._alias)
        return name is not None and indices.is_current_layout(name)

    @contextmanager
    def fresh_index(self, name: str = "") -> Iterator[FreshIndex]:
        """Open an index beside the one that answers; the alias moves to it at the end."""
        client, alias = self._client, self._alias
        with translated_errors():
            name = indices.reopened(client, alias, name) or indices.create(client, alias)
            try:
                yield NewIndex(client, name)
                self._warm(name)
                indices.swap(client, alias, name)
            except (ApiError, TransportError, EngineUnavailable, Interrupted):
                raise  # the index may be gone on with
            except BaseException:
                indices.abandon(client, name)
                raise

    @property
    def _client(self) -> Elasticsearch:
        return write_client(self._url)

    def _warm(self, name: str) -> None:
        """Ask before readers do: the first search of a node that just started takes seconds."""
        self._client.indices.refresh(index=name)
        self._client.search(index=name, body=search_body(plain(SearchQuery(text="library"))))


def _results(answer: Answer) -> Results:
    found = answer["hits"]
    return Results(
        total=found["total"]["value"],
        hits=tuple(map(_hit, found["hits"])),
        facets=counted(answer["aggregations"]),
        engine=NAME,
    )


def _hit(hit: Answer) -> Hit:
    source = hit["_source"]
    highlights = cast("Mapping[str, list[str]]", hit.get("highlight", {}))
    numbers = source.get("identifiers", [])
    return Hit(
        id=int(hit["_id"]),
        product_number=source["product_number"],
        title=source["title"],
        subtitle=source.get("subtitle", ""),
        url=source["url"],
        score=float(hit["_score"] or 0),
        highlights={name: tuple(map(_marked, texts)) for name, texts in highlights.items()},
        identifiers=tuple(
            Identifier(scheme, value)
            for scheme, value in zip(numbers[::2], numbers[1::2], strict=True)
        ),
        abstract=source.get("abstract", ""),
        kind=source.get("kind", ""),
        format=source.get("format", ""),
        year=source.get("year"),
        availability=source["availability"],
        topics=tuple(source.get("topics", ())),
        contributors=tuple(source.get("contributors", ())),
        added=source.get("added", 0),
        passages=tuple(_passages(hit)),
    )


def _passages(hit: Answer) -> Iterator[FoundPassage]:
    inner = hit.get("inner_hits", {}).get("passages")
    for found in inner["hits"]["hits"] if inner else ():
        (text,) = found.get("highlight", {}).get("passages.text", ("",))
        yield FoundPassage(found["_source"]["label"], found["_source"]["url"], _marked(text))


def _marked(text: str) -> str:
    """Return safe HTML: the marks become markup after everything else was escaped."""
    return escape(text).replace(MARK_START, "<mark>").replace(MARK_END, "</mark>")
