"""Rebuild rate: ours from PostgreSQL, `_bulk` of ready documents, and Wagtail's indexing.

`python -m benchmarks.rebuild [--records 20000] [--rounds 5] [--json]`. Rounds take turns; read the
ratios, the times are this machine's.
"""

from collections.abc import Iterable
from itertools import batched

from elasticsearch import Elasticsearch

from benchmarks.bed.figures import Report, arguments, percentiles, ratio, seconds
from benchmarks.bed.place import Place, place
from benchmarks.corpus.gpo import fill
from benchmarks.stock.filling import build_index, fill_pages
from search import outbox
from search.elastic import indices
from search.elastic.documents import to_document
from search.indexing import rebuild
from search.records import Record, records_for

BATCH = 1_000


def ready_bodies(records: Iterable[Record]) -> list[list[dict[str, object]]]:
    """Return requests of ready documents, 1,000 each."""
    bodies = []
    for batch in batched(records, BATCH, strict=False):
        lines: list[dict[str, object]] = []
        for record in batch:
            lines += [{"index": {"_id": str(record.id)}}, to_document(record)]
        bodies.append(lines)
    return bodies


def write_bare(
    client: Elasticsearch, alias: str, bodies: Iterable[list[dict[str, object]]]
) -> None:
    """Fill an index by `_bulk` alone, one request after the other."""
    name = indices.create(client, alias)
    for body in bodies:
        client.bulk(index=name, operations=body)
    client.indices.refresh(index=name)
    indices.drop(client, name)


def measure(at: Place, report: Report, rounds: int) -> None:
    """Tell rates and their ratios."""
    outbox.fold()
    records = list(records_for(outbox.known_versions()).values())
    bodies = ready_bodies(records)
    count = fill_pages(records)
    rates: dict[str, list[float]] = {"ours": [], "bare": [], "stock": []}
    for _ in range(rounds):
        rates["ours"].append(count / seconds(lambda: rebuild(at.engine)))
        rates["bare"].append(count / seconds(lambda: write_bare(at.client, at.alias, bodies)))
        rates["stock"].append(count / seconds(build_index))
    for name, values in rates.items():
        report.tell(f"documents/s, {name}", {"p50": percentiles(values)["p50"]})
    report.tell("ours / bare", {"ratio": ratio(rates["ours"], rates["bare"])}, goal=">= 0.5")
    report.tell(
        "ours / stock Wagtail", {"ratio": ratio(rates["ours"], rates["stock"])}, goal=">= 4"
    )


def main() -> None:
    """Fill a library, measure, clean up."""
    options = arguments(__doc__, records=20_000, rounds=5)
    report = Report("rebuild", options.json)
    with place() as at:
        fill(options.records)
        report.tell("size", {"records": options.records, "rounds": options.rounds})
        measure(at, report, options.rounds)
    report.end()


if __name__ == "__main__":
    main()
