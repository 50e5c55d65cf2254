"""How long a rebuild, a check and a repair take, on both engines.

`make bench`, or `python benchmarks/checking.py [--records 10000]`. Works in a database and under an
alias of its own, and removes both. The limits are printed beside what was measured.
"""

import argparse
import os
import random
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[1]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
django.setup()

from elasticsearch import Elasticsearch  # noqa: E402

from benchmarks.corpus.titles import fill_catalog  # noqa: E402 - needs the line above
from benchmarks.search import node  # noqa: E402
from search import outbox  # noqa: E402
from search.elastic.engine import ElasticEngine  # noqa: E402
from search.embedded.engine import PostgresEngine  # noqa: E402
from search.engine import Change, SearchEngine  # noqa: E402
from search.indexing import check, rebuild, repair  # noqa: E402
from tests.database import TestDatabase  # noqa: E402

FAULTS = 300
LIMIT_SECONDS = 10  # for a check of 10,000


def timed[Result](act: Callable[[], Result]) -> tuple[tuple[float, float], Result]:
    """Return how many seconds an act takes, how many of them this process works, and its result."""
    start, worked = time.perf_counter(), time.process_time()
    result = act()
    return (time.perf_counter() - start, time.process_time() - worked), result


def measure(engine: SearchEngine) -> None:
    """Print the times of one engine, and how much was found and repaired."""
    seconds, count = timed(lambda: rebuild(engine))
    say(engine, seconds, f"rebuild of {count:,}, {count / seconds[0]:,.0f} a second")
    seconds, drift = timed(lambda: check(engine))
    say(engine, seconds, f"check of {count:,} (limit {LIMIT_SECONDS} s), {len(drift.ids)} wrong")
    lost = list(outbox.known_versions().items())[:: max(1, count // FAULTS)][:FAULTS]
    engine.write([Change(pk, version + 1, None) for pk, version in lost])
    seconds, drift = timed(lambda: check(engine))
    say(engine, seconds, f"check that finds {len(drift.missing)} of {len(lost)} faults")
    seconds, repaired = timed(lambda: repair(engine, drift))
    say(engine, seconds, f"repair of {repaired}, {len(check(engine).ids)} wrong after it")


def say(engine: SearchEngine, seconds: tuple[float, float], what: str) -> None:
    """Print one line."""
    print(f"{engine.name}: {seconds[0]:.1f} s ({seconds[1]:.1f} s of our own) for a {what}")


def main() -> None:
    """Fill a library, measure, clean up."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=10_000)
    options = parser.parse_args()
    alias = f"bench-{uuid.uuid4().hex[:8]}"
    database = TestDatabase("bench_library_checking")
    database.create()
    try:
        with node() as url:
            fill_catalog(options.records, random.Random(1994))  # noqa: S311 - meant to repeat
            for engine in (ElasticEngine(url, alias), PostgresEngine()):
                measure(engine)
            with Elasticsearch(url) as client:
                for index in client.indices.get(index=f"{alias}-*").body:
                    client.indices.delete(index=index)
    finally:
        database.remove()


if __name__ == "__main__":
    main()
