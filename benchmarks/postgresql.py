"""Search on PostgreSQL alone, any word of a subject heading, in a library of 100,000.

`python -m benchmarks.postgresql [--records 100000] [--queries 100] [--rounds 5] [--json]`. Totals,
seven facets and a page of hits with highlights, as the results page asks for them.
"""

from benchmarks.bed.figures import Report, arguments, percentiles, seconds
from benchmarks.bed.place import place
from benchmarks.corpus.gpo import fill, questions
from search.embedded.engine import PostgresEngine
from search.indexing import rebuild
from search.lexicon import live_vocabulary
from search.query import SearchQuery
from search.understanding import understand


def main() -> None:
    """Fill a library, measure, clean up."""
    options = arguments(__doc__, records=100_000, queries=100, rounds=5)
    report = Report("postgresql", options.json)
    with place():
        fill(options.records)
        engine = PostgresEngine()
        took = seconds(lambda: rebuild(engine))
        report.tell("rebuild", {"documents/s": options.records / took})
        texts = questions(options.queries)
        asked = [understand(SearchQuery(text=text), live_vocabulary()) for text in texts]
        times: list[float] = []
        for turn in range(options.rounds + 1):
            spent = [seconds(lambda one=one: engine.search(one)) * 1000 for one in asked]  # type: ignore[misc]
            times += spent if turn else []  # the first round warms everything up
        found = percentiles(times)
        report.tell("any word, ms", found, goal="p95 <= 150")
        report.tell("p95 / p50", {"ratio": found["p95"] / found["p50"]}, goal="<= 5")
    report.end()


if __name__ == "__main__":
    main()
