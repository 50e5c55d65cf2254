"""Changes into an index by the bulk interface, each under its version."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import parallel_bulk, streaming_bulk

from search.elastic.client import NAME, translated_errors
from search.elastic.documents import to_document
from search.elastic.listing import listed
from search.engine import Change, EngineUnavailable, RecordsRefused

THREADS = 2
CHUNK = 500
_CONFLICT, _NOT_FOUND, _BUSY, _BROKEN = 409, 404, 429, 500

Item = Mapping[str, Any]  # one line of a bulk answer


class Writer:
    """Writes to one index by its name."""

    _by_alias = False

    def __init__(self, client: Elasticsearch, target: str) -> None:
        self._client = client
        self._target = target

    def write(self, changes: Sequence[Change]) -> None:
        """Apply changes; an older version than the index holds is dropped by Elasticsearch."""
        refused: dict[int, str] = {}
        for item in self._send(changes):
            if reason := _refusal(item):
                refused[int(item["_id"])] = reason
        if refused:
            raise RecordsRefused(NAME, refused)

    def _send(self, changes: Sequence[Change]) -> Iterator[Item]:
        many = len(changes) > CHUNK
        bulk = partial(parallel_bulk, thread_count=THREADS) if many else streaming_bulk
        answers = bulk(
            self._client,
            map(self._action, changes),
            chunk_size=CHUNK,
            raise_on_error=False,
            require_alias=self._by_alias,
        )
        for _, answer in answers:
            yield from answer.values()

    def _action(self, change: Change) -> dict[str, object]:
        action: dict[str, object] = {
            "_op_type": "index" if change.record else "delete",
            "_index": self._target,
            "_id": str(change.resource_id),
            "version": change.version,
            "version_type": "external_gte",
        }
        if change.record:
            action["_source"] = to_document(change.record)
        return action


class AliasWriter(Writer):
    """Writes to whatever index is behind an alias, and never makes one by accident."""

    _by_alias = True


class NewIndex(Writer):
    """An index that is being filled, by its name."""

    is_apart = True

    def __init__(self, client: Elasticsearch, name: str) -> None:
        super().__init__(client, name)
        self.name = name

    def versions(self) -> Iterator[tuple[int, int]]:
        """Yield id and version of every document there is at this moment."""
        with translated_errors():
            yield from listed(self._client, self.name)


def _refusal(item: Item) -> str:
    """Return why a record cannot be stored, "" where all is well.

    Raises:
        EngineUnavailable: the fault is not the record's.
    """
    status = item["status"]
    if status < 300 or status == _CONFLICT:  # noqa: PLR2004 - HTTP's own border; newer is there
        return ""
    error = item.get("error") or {}
    if status == _NOT_FOUND and not error:  # removing what is not there
        return ""
    if status in {_NOT_FOUND, _BUSY} or status >= _BROKEN:
        raise EngineUnavailable(NAME, f"{status} {error.get('type', '')}")
    return f"{error.get('type')}: {error.get('reason')}"
