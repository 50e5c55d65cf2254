"""Index rate and search latency, ours against the bare Elasticsearch request.

`make bench`, or `python benchmarks/search.py [--records 20000] [--rounds 5]`. Works in a database
and under an alias of its own, and removes both. Rounds of ours and bare take turns; the medians'
ratio is what to read: absolute times are this machine's.
"""

import argparse
import json
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import batched
from pathlib import Path
from tempfile import TemporaryDirectory

import django

ROOT = Path(__file__).resolve().parents[1]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402
from elasticsearch import Elasticsearch  # noqa: E402

from benchmarks.corpus.titles import fill_catalog, questions  # noqa: E402 - needs the line above
from config.launch.elasticsearch import elasticsearch_node  # noqa: E402
from search import finder, outbox  # noqa: E402
from search.elastic import indices  # noqa: E402
from search.elastic.documents import to_document  # noqa: E402
from search.elastic.engine import ElasticEngine  # noqa: E402
from search.elastic.queries import search_body  # noqa: E402
from search.indexing import rebuild  # noqa: E402
from search.query import SearchQuery  # noqa: E402
from search.question import plain  # noqa: E402
from search.records import records_for  # noqa: E402
from tests.database import TestDatabase  # noqa: E402

ALIAS = "bench-resources"


def timed(act: Callable[[], object]) -> float:
    """Return how many seconds an act takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def bulk_bodies() -> list[list[dict[str, object]]]:
    """Return requests of ready documents, 1,000 each."""
    outbox.fold()
    bodies = []
    for batch in batched(outbox.known_versions(), 1_000, strict=False):
        lines: list[dict[str, object]] = []
        for pk, record in records_for(batch).items():
            lines += [{"index": {"_id": str(pk)}}, to_document(record)]
        bodies.append(lines)
    return bodies


def write_bare(client: Elasticsearch, bodies: Iterable[list[dict[str, object]]]) -> None:
    """Fill an index by `_bulk` alone, one request after the other."""
    name = indices.create(client, ALIAS)
    for body in bodies:
        client.bulk(index=name, operations=body)
    client.indices.refresh(index=name)
    indices.drop(client, name)


def index_rate(client: Elasticsearch, engine: ElasticEngine, rounds: int) -> None:
    """Print documents a second: a rebuild from PostgreSQL, and `_bulk` of ready documents."""
    bodies = bulk_bodies()
    count = sum(len(body) // 2 for body in bodies)
    ours, bare = [], []
    for _ in range(rounds):
        ours.append(timed(lambda: rebuild(engine)))
        bare.append(timed(lambda: write_bare(client, bodies)))
    line = report("index rate, documents/s", *(count / statistics.median(x) for x in (ours, bare)))
    print(line)


def latencies(client: Elasticsearch, engine: ElasticEngine, rounds: int, count: int) -> None:
    """Print median and 95th percentile of a search, at four depths of our stack."""
    asked = questions(count)
    bodies = [search_body(plain(SearchQuery(text=text))) for text in asked]
    web = Client()
    ways: dict[str, list[Callable[[], object]]] = {
        "bare request": [lambda b=b: client.search(index=ALIAS, body=b) for b in bodies],  # type: ignore[misc]
        "engine": [lambda t=t: engine.search(plain(SearchQuery(text=t))) for t in asked],  # type: ignore[misc]
        "finder": [lambda t=t: finder.find(SearchQuery(text=t)) for t in asked],  # type: ignore[misc]
        "results page": [lambda t=t: web.get("/search/", {"q": t}) for t in asked],  # type: ignore[misc]
    }
    times: dict[str, list[float]] = {way: [] for way in ways}
    for turn in range(rounds + 1):
        for way, calls in ways.items():
            measured = [timed(call) * 1000 for call in calls]
            if turn:  # the first round warms everything up
                times[way] += measured
    bare = statistics.median(times["bare request"])
    for way, spent in times.items():
        p50, p95 = statistics.median(spent), statistics.quantiles(spent, n=20)[-1]
        print(f"search, {way:13} p50 {p50:7.2f} ms  p95 {p95:7.2f} ms  {p50 / bare:5.2f} x bare")


def report(what: str, ours: float, bare: float) -> str:
    """Return a line with both figures and their ratio."""
    return f"{what}: ours {ours:,.0f}, bare {bare:,.0f}, ratio {ours / bare:.2f}"


@contextmanager
def node() -> Iterator[str]:
    """Yield the address of ELASTICSEARCH_URL's server, else of one of our own."""
    if settings.ELASTICSEARCH_URL:
        yield settings.ELASTICSEARCH_URL
        return
    with TemporaryDirectory() as folder, elasticsearch_node(Path(folder), heap="1g") as url:
        yield url


def main() -> None:
    """Fill a library, measure, clean up."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--queries", type=int, default=100, help="a round")
    options = parser.parse_args()
    database = TestDatabase("benchmark_search")
    database.create()
    try:
        with node() as url, Elasticsearch(url, request_timeout=60) as client:
            settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_INDEX = url, ALIAS
            engine = ElasticEngine(url, ALIAS)
            fill_catalog(options.records, random.Random(1994))  # noqa: S311 - meant to repeat
            try:
                print(json.dumps({"records": options.records, "rounds": options.rounds}))
                index_rate(client, engine, options.rounds)
                latencies(client, engine, options.rounds, options.queries)
            finally:
                for name in client.indices.get(index=f"{ALIAS}-*").body:
                    indices.drop(client, name)
    finally:
        database.remove()


if __name__ == "__main__":
    main()
