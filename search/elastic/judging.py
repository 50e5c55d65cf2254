"""An index for a judged run, beside the live one and under no alias: it goes with the run."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from elasticsearch import Elasticsearch

from search.elastic import indices
from search.elastic.client import translated_errors, write_client
from search.elastic.queries import Body, plain_body, search_body
from search.elastic.writing import Writer
from search.engine import Change
from search.question import Question
from search.records import Record

_PREFIX = "judged"  # nothing answers from such an index, and no rebuild drops it


class JudgedIndex:
    """What a judged run asks. Rankings are product numbers, best first."""

    def __init__(self, client: Elasticsearch, name: str) -> None:
        self._client = client
        self._name = name

    def ranking(self, question: Question) -> list[str]:
        """Rank by the very body that readers are answered by."""
        return self._ranked(search_body(question))

    def plain_ranking(self, text: str, size: int) -> list[str]:
        """Rank by a plain query of a plain index."""
        return self._ranked(plain_body(text, size))

    def _ranked(self, body: Body) -> list[str]:
        with translated_errors():
            answer = self._client.search(index=self._name, body=body).body
        return [hit["_source"]["product_number"] for hit in answer["hits"]["hits"]]


@contextmanager
def judged_index(url: str, records: Sequence[Record]) -> Iterator[JudgedIndex]:
    """Fill an index with records and drop it when the block ends, however it ends."""
    with translated_errors():
        client = write_client(url)
        name = indices.create(client, _PREFIX)
    try:
        with translated_errors():
            Writer(client, name).write([Change(one.id, 1, one) for one in records])
            client.indices.refresh(index=name)
        yield JudgedIndex(client, name)
    finally:
        with translated_errors():
            indices.drop(client, name)
