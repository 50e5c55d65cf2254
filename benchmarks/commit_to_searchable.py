"""From the commit of an edit to the moment a search shows it, at five edits a second.

`python -m benchmarks.commit_to_searchable [--records 20000] [--edits 100] [--each-second 5]
[--json]`. The indexer is a process of its own, as in production; both engines are fed and asked.
"""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from threading import Thread

from benchmarks.bed.figures import Report, arguments, percentiles
from benchmarks.bed.place import place
from benchmarks.bed.processes import indexer
from benchmarks.corpus.gpo import fill
from library.catalog.models import Resource
from search.embedded.engine import PostgresEngine
from search.engine import EngineUnavailable, SearchEngine
from search.indexing import rebuild
from search.query import SearchQuery
from search.question import plain

LOOK_AGAIN = 0.02  # seconds: how exact the figures are
PATIENCE = 30.0


@dataclass
class Watch:
    """Looks for edits in one engine until it has seen all."""

    engine: SearchEngine
    count: int
    committed: dict[str, float]
    seen: dict[str, float] = field(default_factory=dict)

    def run(self) -> None:
        """Ask for every edit that is committed and not seen."""
        deadline = time.perf_counter() + PATIENCE + self.count
        while len(self.seen) < self.count and time.perf_counter() < deadline:
            for word in [word for word in list(self.committed) if word not in self.seen]:
                if self._shows(word):
                    self.seen[word] = time.perf_counter()
            time.sleep(LOOK_AGAIN)

    def _shows(self, word: str) -> bool:
        try:
            return self.engine.search(plain(SearchQuery(text=word, size=1))).total > 0
        except EngineUnavailable:  # a busy machine is late, not wrong
            return False

    def delays(self) -> Iterator[float]:
        """Yield how long each edit took, in seconds; one never seen fails the run."""
        for word, moment in self.committed.items():
            yield self.seen[word] - moment


def await_indexer(engines: Iterable[SearchEngine]) -> None:
    """Return when a first edit went all the way, so that a start is not measured."""
    first: dict[str, float] = {}
    edit(first, count=1, each_second=1, mark="qy")
    for engine in engines:
        Watch(engine, 1, first).run()


def edit(committed: dict[str, float], count: int, each_second: int, mark: str = "qz") -> None:
    """Change a title a time, each with a word of its own."""
    start = time.perf_counter()
    for number, pk in enumerate(
        Resource.objects.order_by("pk").values_list("pk", flat=True)[:count]
    ):
        time.sleep(max(0.0, start + number / each_second - time.perf_counter()))
        word = mark + "".join(chr(ord("a") + int(digit)) for digit in f"{number:05d}")
        Resource.objects.filter(pk=pk).update(title=f"A title with {word} in it")
        committed[word] = time.perf_counter()


def main() -> None:
    """Fill a library, edit, watch, clean up."""
    options = arguments(__doc__, records=20_000, edits=100, each_second=5)
    report = Report("commit to searchable", options.json)
    with place() as at:
        fill(options.records)
        engines: tuple[SearchEngine, ...] = (at.engine, PostgresEngine())
        for engine in engines:
            rebuild(engine)
        committed: dict[str, float] = {}
        watches = [Watch(engine, options.edits, committed) for engine in engines]
        with indexer(at):
            await_indexer(engines)
            threads = [Thread(target=watch.run) for watch in watches]
            for thread in threads:
                thread.start()
            edit(committed, options.edits, options.each_second)
            for thread in threads:
                thread.join()
        for watch in watches:
            figures = percentiles(list(watch.delays()))
            report.tell(f"{watch.engine.name}, seconds", figures, goal="p95 <= 1.5")
    report.end()


if __name__ == "__main__":
    main()
