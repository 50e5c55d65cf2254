"""From a commit to a hit, on a live Elasticsearch."""

import threading
import time

import pytest
from django.urls import get_resolver

from library.catalog.models import Resource
from search.elastic.engine import ElasticEngine
from search.following import follow
from search.indexing import check, drain
from search.query import SearchQuery
from search.question import plain
from tests.factories.catalog import ResourceFactory

pytestmark = [pytest.mark.elastic, pytest.mark.django_db(transaction=True)]


def test_changes_and_removals_are_seen_within_two_seconds(engine: ElasticEngine) -> None:
    get_resolver().url_patterns  # noqa: B018 - the command's system checks load all addresses
    first = ResourceFactory.create(title="Albatross")
    drain(engine)
    stop = threading.Event()
    thread = threading.Thread(target=follow, args=(engine, stop))
    thread.start()
    try:
        ResourceFactory.create(title="Pelican")
        assert _seconds_until(engine, "pelican", 1) < 2
        Resource.objects.filter(pk=first.pk).update(title="Gannet")
        assert _seconds_until(engine, "gannet", 1) < 2
        Resource.objects.filter(pk=first.pk).delete()
        assert _seconds_until(engine, "gannet", 0) < 2
    finally:
        stop.set()
        thread.join(10)
    assert check(engine).ids == ()


def _seconds_until(engine: ElasticEngine, text: str, total: int) -> float:
    start = time.monotonic()
    while (
        engine.search(plain(SearchQuery(text=text))).total != total
        and time.monotonic() - start < 10
    ):
        time.sleep(0.02)
    print(f"{text}: {time.monotonic() - start:.2f} s")  # noqa: T201 - shown by pytest -s
    return time.monotonic() - start
