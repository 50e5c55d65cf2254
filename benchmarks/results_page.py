"""The results page over HTTP, the bare request with the same body, and a stock Wagtail search.

`python -m benchmarks.results_page [--sizes 20000 200000] [--queries 200] [--rounds 5]
[--stock-most 20000] [--json]`. One gunicorn as in production answers our page and the stock one;
bare requests go to Elasticsearch with bodies made beforehand. Rounds take turns; read the ratios.
"""

import json
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.bed.figures import Report, arguments, percentiles, ratio
from benchmarks.bed.place import Place, place
from benchmarks.bed.processes import web
from benchmarks.bed.visitors import Request, Run, visit
from benchmarks.corpus.gpo import fill, questions
from benchmarks.stock.filling import build_index, fill_pages
from search import outbox
from search.elastic.faceting import plain_counts
from search.elastic.queries import search_body
from search.embedded.engine import PostgresEngine
from search.finder import find
from search.indexing import rebuild
from search.lexicon import live_vocabulary
from search.query import FacetName, SearchQuery
from search.records import records_for
from search.understanding import understand

CLIENTS = (1, 8)
CHOSEN = ((FacetName.KIND, ("guide", "report")), (FacetName.LANGUAGE, ("eng",)))


@dataclass
class Target:
    """Somebody who answers, and how each round went with each number of clients."""

    url: str
    requests: list[Request]
    runs: dict[int, list[Run]] = field(default_factory=lambda: {n: [] for n in CLIENTS})

    def visit(self, clients: int) -> None:
        """Go through all requests once."""
        self.runs[clients].append(visit(self.url, self.requests, clients))

    def medians(self, clients: int) -> list[float]:
        """Return the median of each round."""
        return [percentiles(run.latencies)["p50"] for run in self.runs[clients]]

    def rates(self, clients: int) -> list[float]:
        """Return the requests a second of each round."""
        return [run.rate for run in self.runs[clients]]

    def figures(self, clients: int) -> dict[str, float]:
        """Return the percentiles over all rounds, in milliseconds, and the median rate."""
        every = [one for run in self.runs[clients] for one in run.latencies]
        return {**percentiles(every), "rate": percentiles(self.rates(clients))["p50"]}


def body_of(query: SearchQuery) -> dict[str, object]:
    """Return the very body that a results page sends."""
    return search_body(understand(query, live_vocabulary()))


def one_filtered(query: SearchQuery) -> dict[str, object]:
    """Return the body with every facet counted before any filter: quick, and wrong."""
    return body_of(query) | {"aggs": plain_counts()}


def bare(at: Place, bodies: list[dict[str, object]]) -> Target:
    """Return Elasticsearch alone."""
    path = f"/{at.alias}/_search"
    return Target(at.url, [Request(path, json.dumps(body).encode()) for body in bodies])


def targets(at: Place, site: str, texts: list[str], *, with_stock: bool) -> dict[str, Target]:
    """Return everybody who is to be compared."""
    queries = [SearchQuery(text=text) for text in texts]
    chosen = [SearchQuery(text=text, filters=CHOSEN) for text in texts]
    found = {
        "page": Target(site, [Request(f"/search/?{urlencode({'q': text})}") for text in texts]),
        "bare": bare(at, [body_of(query) for query in queries]),
        "facets, each its own": bare(at, [body_of(query) for query in chosen]),
        "facets, post-filtered": bare(at, [one_filtered(query) for query in chosen]),
    }
    if with_stock:
        stock = [Request(f"/stock-search/?{urlencode({'q': text})}") for text in texts]
        found["stock"] = Target(site, stock)
    return found


def measure(found: dict[str, Target], rounds: int) -> None:
    """Visit everybody in turn, once to warm up."""
    for turn in range(rounds + 1):
        for target in found.values():
            for clients in CLIENTS:
                target.visit(clients)
                if not turn:
                    target.runs[clients].clear()


def tell(report: Report, size: int, found: dict[str, Target]) -> None:
    """Tell figures and ratios of one size."""
    small = size <= 20_000  # noqa: PLR2004 - where the goals are set
    page = found["page"]
    for clients in CLIENTS:
        for name, target in found.items():
            report.tell(f"{size:,}, {clients} at once, {name}", target.figures(clients))
    over = ratio(page.medians(1), found["bare"].medians(1))
    report.tell(f"{size:,}: page / bare, p50", {"ratio": over}, goal="<= 3" if small else "<= 1.8")
    facets = (found[f"facets, {how}"].medians(1) for how in ("each its own", "post-filtered"))
    report.tell(f"{size:,}: own facets / post-filtered", {"ratio": ratio(*facets)}, goal="<= 1.3")
    if "stock" in found:
        more = ratio(page.rates(8), found["stock"].rates(8))
        report.tell(f"{size:,}: requests/s of 8, page / stock", {"ratio": more}, goal=">= 5")


def statements(path: str) -> int:
    """Return how many SQL statements a page spends, once what is kept is there."""
    client = Client()
    client.get(path)
    with CaptureQueriesContext(connection) as spent:
        client.get(path)
    return len(spent)


def at_size(report: Report, size: int, options: dict[str, int]) -> None:
    """Fill a library of one size and measure."""
    with place() as at:
        fill(size)
        for engine in (at.engine, PostgresEngine()):  # whose words spell for both
            rebuild(engine)
        outbox.fold()
        with_stock = size <= options["stock_most"]
        if with_stock:
            fill_pages(records_for(outbox.known_versions()).values())
            build_index()
        texts = questions(options["queries"])
        if find(SearchQuery(text=texts[0])).degraded:
            raise AssertionError("Elasticsearch does not answer: there is nothing to compare.")
        counts = {"ours": statements(f"/search/?{urlencode({'q': texts[0]})}")}
        if with_stock:
            counts["stock"] = statements(f"/stock-search/?{urlencode({'q': texts[0]})}")
        report.tell(f"{size:,}: SQL statements a page", counts, goal="<= 5")
        with web(at) as port:
            found = targets(at, f"http://127.0.0.1:{port}", texts, with_stock=with_stock)
            measure(found, options["rounds"])
        tell(report, size, found)


def main() -> None:
    """Measure every size."""
    options = arguments(__doc__, sizes=[20_000, 200_000], queries=200, rounds=5, stock_most=20_000)
    report = Report("results page", options.json)
    for size in options.sizes:
        at_size(report, size, vars(options))
    report.end()


if __name__ == "__main__":
    main()
