"""The lists that staff work through, with 100,000 orders behind them.

`python -m benchmarks.staff_lists [--orders 100000] [--rounds 20] [--json]`. Every list, filter and
sort of the warehouse is asked for as a superuser does, whole pages through all middleware; a plain
list of Wagtail's own, with one user in it, is asked for in the same rounds.
"""

from collections.abc import Iterable
from functools import partial

from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.bed.figures import Report, arguments, percentiles, ratio, seconds
from benchmarks.corpus.warehouse import fill_warehouse
from library.orders.models import Order
from library.orders.states import OrderState
from tests.database import TestDatabase

PLAIN = "/admin/users/"
MOST_MS = 300
LISTS = {
    "home": "/admin/",
    "queue, approve": "/admin/fulfillment/?stage=approve",
    "queue, allocate": "/admin/fulfillment/?stage=allocate",
    "queue, back-ordered": "/admin/fulfillment/?stage=back-ordered",
    "queue, pick": "/admin/fulfillment/?stage=pick",
    "queue, ship": "/admin/fulfillment/?stage=ship",
    "queue, one agency": "/admin/fulfillment/?stage=approve&agency=Alderton+Police",
    "queue, one state": "/admin/fulfillment/?stage=approve&state=VA",
    "queue, old": "/admin/fulfillment/?stage=back-ordered&age=30",
    "queue, by agency": "/admin/fulfillment/?stage=approve&sort=agency",
    "queue, last page": "/admin/fulfillment/?stage=approve&p=99999",
    "orders": "/admin/order/",
    "orders, last page": "/admin/order/?p=99999",
    "orders, oldest first": "/admin/order/?sort=placed",
    "orders, by agency": "/admin/order/?sort=agency",
    "orders, by state": "/admin/order/?sort=-state",
    "orders, by end": "/admin/order/?sort=-completed",
    "orders, by place": "/admin/order/?sort=ship_to",
    "orders, completed": "/admin/order/?state=completed",
    "orders, in review": "/admin/order/?state=in_review",
    "orders, tribal": "/admin/order/?agency_type=tribal",
    "orders, to Guam": "/admin/order/?ship_to=GU",
    "orders, of a month": "/admin/order/?placed_from=2025-03-01&placed_to=2025-03-31",
    "orders, an agency": "/admin/order/?q=Alderton+Police+Department+1",
    "orders, no agency": "/admin/order/?q=nobody+at+all",
    "orders, everything": "/admin/order/?q=a&state=completed&agency_type=tribal&sort=agency",
    "shipments": "/admin/fulfillment/shipments/",
    "shipments, shipped": "/admin/fulfillment/shipments/?state=shipped&sort=-shipped",
    "shipments, by agency": "/admin/fulfillment/shipments/?sort=agency",
    "shipments, by place": "/admin/fulfillment/shipments/?sort=-ship_to",
    "shipments, tracked": "/admin/fulfillment/shipments/?q=9400100000000000000000042",
    "shipments, an agency": "/admin/fulfillment/shipments/?q=Alderton+Police+Department+1",
    "shipments, to Guam": "/admin/fulfillment/shipments/?ship_to=GU",
    "shipments, since a day": "/admin/fulfillment/shipments/?shipped_from=2025-03-01",
    "stock": "/admin/stock/",
    "stock, a word": "/admin/stock/?q=Alder",
    "stock, none left": "/admin/stock/?level=out",
    "agencies": "/admin/agency/",
    "agencies, a word": "/admin/agency/?q=Alderton",
}


def main() -> None:
    """Fill a database, measure, clean up."""
    options = arguments(__doc__, orders=100_000, rounds=20)
    report = Report("staff lists", options.json)
    database = TestDatabase("benchmark_staff_lists")
    database.create()
    try:
        took = seconds(partial(fill_warehouse, options.orders))
        report.tell("filled", {"orders": options.orders, "orders/s": options.orders / took})
        measure(report, options.rounds)
        report.end()
    finally:
        database.remove()


def measure(report: Report, rounds: int) -> None:
    """Ask for every list in turn, round after round."""
    client = signed_in()
    pages = LISTS | dict(workbenches())
    times: dict[str, list[float]] = {name: [] for name in pages}
    plain: list[float] = []
    for turn in range(rounds + 1):
        for name, address in pages.items():
            spent = milliseconds(client, address)
            if turn:  # the first round warms everything up
                times[name].append(spent)
        plain.append(milliseconds(client, PLAIN))
    for name, address in pages.items():
        figures = percentiles(times[name]) | {"statements": statements(client, address)}
        over = ratio(times[name], plain[1:])
        report.tell(name, figures | {"x plain": over}, goal=f"p95 <= {MOST_MS}")
    report.tell(f"plain list, {PLAIN}", percentiles(plain[1:]))
    worst = max(percentiles(spent)["p95"] for spent in times.values())
    report.tell("worst p95", {"ms": worst}, goal=f"<= {MOST_MS}")


def signed_in() -> Client:
    """Return a browser of somebody who may see everything."""
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("benchmark"))
    return client


def workbenches() -> Iterable[tuple[str, str]]:
    """Return an order of each state on the workbench."""
    for state in OrderState:
        order = Order.objects.filter(state=state).order_by("pk").first()
        if order is not None:
            yield f"workbench, {state.label.lower()}", f"/admin/fulfillment/orders/{order}/"


def milliseconds(client: Client, address: str) -> float:
    """Return how long a page takes, as far as the server is concerned."""
    spent = seconds(lambda: _see(client, address))
    return spent * 1000


def statements(client: Client, address: str) -> int:
    """Return how many SQL statements a page spends."""
    with CaptureQueriesContext(connection) as captured:
        _see(client, address)
    return len(captured)


def _see(client: Client, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200:  # noqa: PLR2004
        raise AssertionError(f"{address} answered {answer.status_code}")


if __name__ == "__main__":
    main()
