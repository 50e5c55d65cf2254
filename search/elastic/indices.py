"""Indices and the alias in front of them: create, swap, drop.

An index is called `resources-<hash of its layout>-<UTC time it was made>`; the alias `resources` is
the only name that searches and writers use.
"""

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from elasticsearch import ApiError, Elasticsearch, NotFoundError, TransportError

from search.elastic.documents import index_body, mapping_hash

KEPT = timedelta(days=1)  # a way back, should a new index prove wrong
_TIME = "%Y%m%d%H%M%S%f"


def create(client: Elasticsearch, alias: str) -> str:
    """Make an empty index beside the one that answers and return its name."""
    name = f"{alias}-{mapping_hash()}-{datetime.now(UTC).strftime(_TIME)}"
    client.indices.create(index=name, body=index_body())
    return name


def reopened(client: Elasticsearch, alias: str, name: str) -> str | None:
    """Return the name of an index to go on filling, or None where it will not do."""
    made = _pattern(alias).fullmatch(name)
    fits = made and is_current_layout(name) and _age(made[1]) < KEPT
    if not fits or name == current(client, alias):
        return None
    return name if client.indices.exists(index=name) else None


def current(client: Elasticsearch, alias: str) -> str | None:
    """Return the index that answers, or None."""
    try:
        return next(iter(client.indices.get_alias(name=alias).body), None)
    except NotFoundError:
        return None


def is_current_layout(name: str) -> bool:
    """Tell whether an index is laid out as this code expects."""
    return name.split("-")[-2:-1] == [mapping_hash()]


def swap(client: Elasticsearch, alias: str, name: str) -> None:
    """Let an index answer in the old one's place, in one step, and drop those out of use."""
    client.indices.refresh(index=name)
    replaced = current(client, alias)
    actions: list[dict[str, object]] = [{"add": {"index": name, "alias": alias}}]
    if replaced:
        actions.append({"remove": {"index": replaced, "alias": alias}})
    client.indices.update_aliases(actions=actions)
    drop_old(client, alias, keep={name, replaced})


def drop_old(client: Elasticsearch, alias: str, keep: set[str | None]) -> None:
    """Drop the alias's former indices that are older than KEPT."""
    for name in client.indices.get(index=f"{alias}-*", expand_wildcards="open").body:
        made = _pattern(alias).fullmatch(name)
        if made and name not in keep and _age(made[1]) > KEPT:
            drop(client, name)


def drop(client: Elasticsearch, name: str) -> None:
    """Drop an index; one that is gone already is fine."""
    client.indices.delete(index=name, ignore_unavailable=True)


def abandon(client: Elasticsearch, name: str) -> None:
    """Drop an index that was begun, without waiting long; what stays is dropped after a day."""
    with suppress(ApiError, TransportError):
        drop(client.options(request_timeout=1, max_retries=0), name)


def _pattern(alias: str) -> re.Pattern[str]:
    return re.compile(re.escape(alias) + r"-[0-9a-f]{8}-(\d{20})")


def _age(made: str) -> timedelta:
    return datetime.now(UTC) - datetime.strptime(made, _TIME).replace(tzinfo=UTC)
