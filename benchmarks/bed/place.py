"""A database and indices that belong to one run, and are gone after it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from elasticsearch import Elasticsearch

from config.launch.elasticsearch import elasticsearch_node
from search.elastic.engine import ElasticEngine
from tests.database import TestDatabase


@dataclass(frozen=True, slots=True)
class Place:
    """Where a run works: a database, a node and an alias on it."""

    database: str
    url: str
    alias: str
    client: Elasticsearch
    engine: ElasticEngine

    @property
    def environment(self) -> dict[str, str]:
        """What a process started beside us needs to find the same place."""
        names = {"BENCH_DATABASE": self.database, "BENCH_ALIAS": self.alias}
        return os.environ | names | {"ELASTICSEARCH_URL": self.url}


@contextmanager
def own_database() -> Iterator[TestDatabase]:
    """Yield a fresh database, without a search node; it is gone afterwards."""
    database = TestDatabase(f"benchmark_{os.getpid()}")
    database.create()
    try:
        yield database
    finally:
        database.remove()


@contextmanager
def place() -> Iterator[Place]:
    """Yield a fresh place; whatever happens, nothing of it stays."""
    alias: str = settings.ELASTICSEARCH_INDEX
    with (
        own_database() as database,
        _node() as url,
        Elasticsearch(url, request_timeout=60) as client,
    ):
        settings.ELASTICSEARCH_URL = url
        settings.WAGTAILSEARCH_BACKENDS["stock"]["URLS"] = [url]  # type: ignore[assignment]
        try:
            yield Place(database.name, url, alias, client, ElasticEngine(url, alias))
        finally:
            for name in client.indices.get(index=f"{alias}*").body:
                client.indices.delete(index=name)


@contextmanager
def _node() -> Iterator[str]:
    """Yield the address of ELASTICSEARCH_URL's server, else of one of our own."""
    if settings.ELASTICSEARCH_URL:
        yield settings.ELASTICSEARCH_URL
        return
    with TemporaryDirectory() as folder, elasticsearch_node(Path(folder), heap="1g") as url:
        yield url
