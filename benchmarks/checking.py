"""How long a rebuild, a check and a repair take, on both engines.

`python -m benchmarks.checking [--records 10000]`. The limits are printed beside what was measured.
"""

import argparse
import random
import time
from collections.abc import Callable

from benchmarks.bed.place import place
from benchmarks.corpus.titles import fill_catalog
from search import outbox
from search.embedded.engine import PostgresEngine
from search.engine import Change, SearchEngine
from search.indexing import check, rebuild, repair

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
    """Fill a library and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=10_000)
    options = parser.parse_args()
    with place() as here:
        fill_catalog(options.records, random.Random(1994))  # noqa: S311 - meant to repeat
        for engine in (here.engine, PostgresEngine()):
            measure(engine)


if __name__ == "__main__":
    main()
