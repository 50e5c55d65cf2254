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


@dataclass(frozen=True)
class Shelf:
    """Where a run works that searches nothing: a database."""

    database: str

    @property
    def environment(self) -> dict[str, str]:
        """What a process started beside us needs to find the same place."""
        return os.environ | {"BENCH_DATABASE": self.database, "ELASTICSEARCH_URL": ""}


@dataclass(frozen=True)
class Place(Shelf):
    """Where a run works that searches: a node as well, and an alias on it."""

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
def shelf() -> Iterator[Shelf]:
    """Yield a fresh database; whatever happens, nothing of it stays."""
    database = TestDatabase(f"benchmark_{os.getpid()}")
    database.create()
    try:
        yield Shelf(database.name)
    finally:
        database.remove()


@contextmanager
def place() -> Iterator[Place]:
    """Yield a fresh place; whatever happens, nothing of it stays."""
    alias: str = settings.ELASTICSEARCH_INDEX
    with shelf() as own, _node() as url, Elasticsearch(url, request_timeout=60) as client:
        settings.ELASTICSEARCH_URL = url
        settings.WAGTAILSEARCH_BACKENDS["stock"]["URLS"] = [url]  # type: ignore[assignment]
        try:
            yield Place(own.database, url, alias, client, ElasticEngine(url, alias))
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
