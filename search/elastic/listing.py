"""What an index holds: ids and versions of all documents, and the documents themselves."""

from collections.abc import Iterator, Sequence

from elasticsearch import Elasticsearch

from search.elastic.documents import to_document
from search.elastic.queries import versions_body
from search.engine import Change

PAGE = 5_000


def listed(client: Elasticsearch, index: str) -> Iterator[tuple[int, int]]:
    """Yield id and version of every document there is at this moment, in the order of the ids."""
    client.indices.refresh(index=index)
    pit = client.open_point_in_time(index=index, keep_alive="1m")["id"]
    try:
        yield from _pages(client, pit)
    finally:
        client.close_point_in_time(id=pit)


def differing(client: Elasticsearch, index: str, changes: Sequence[Change]) -> set[int]:
    """Return whose document is there and is not what its record makes."""
    wanted = {str(c.resource_id): to_document(c.record) for c in changes if c.record}
    if not wanted:
        return set()
    held = client.mget(index=index, ids=list(wanted)).body["docs"]
    return {int(d["_id"]) for d in held if d.get("found") and d["_source"] != wanted[d["_id"]]}


def _pages(client: Elasticsearch, pit: str) -> Iterator[tuple[int, int]]:
    after: Sequence[object] = ()
    while True:
        body = versions_body(pit, after, PAGE)
        hits = client.search(body=body).body["hits"]["hits"]
        yield from ((int(hit["_id"]), int(hit["_version"])) for hit in hits)
        if len(hits) < PAGE:
            return
        after = hits[-1]["sort"]
