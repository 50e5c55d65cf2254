"""Officers order and a clerk ships while processes are killed: nothing is lost, nothing doubled."""

import re
import shutil
import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from http.client import HTTPException
from itertools import count
from threading import Event, Thread

import psutil
import pytest

from tests.journeys.stack import Stack, free_port, new_runtime_folder, start
from tests.journeys.visitor import Answer, Visitor
from tests.journeys.walk import until

NUMBER = "COPS-P901"
KEYS = (
    "from library.orders.models import Order; print(*Order.objects.values_list('idempotency_key'))"
)
SHIPPED_TWICE = (
    "from library.orders.models import OrderLine; from django.db.models import F;"
    " print(OrderLine.objects.filter(shipped__gt=F('approved')).count())"
)
MAILS = (
    "from procrastinate.contrib.django.models import ProcrastinateJob as Job;"
    " from django.db.models import Count;"
    " jobs = Job.objects.filter(task_name='orders.send_placed_mail');"
    " print(jobs.exclude(status='succeeded').count(),"
    " jobs.values('args').annotate(n=Count('id')).filter(n__gt=1).count())"
)


def test_one_form_sent_fifty_times_at_once_is_one_order(library: Stack) -> None:
    visitor = Visitor(library.url)
    key = visitor.fill_in(NUMBER)
    before = _orders(library)
    twins = [visitor.twin() for _ in range(50)]
    with ThreadPoolExecutor(50) as pool:
        confirmations = list(pool.map(lambda twin: twin.place(key), twins))
    assert len(set(confirmations)) == 1
    assert _orders(library) - before == {key}


@pytest.mark.xdist_group("elastic")
def test_killing_everything_loses_and_doubles_nothing() -> None:
    folder, port = new_runtime_folder(), free_port()
    library = start(folder, port=port)
    confirmed: dict[str, str] = {}
    is_over = Event()
    people = [Thread(target=_order_on, args=(library, is_over, confirmed, n)) for n in range(3)]
    people.append(Thread(target=_ship_on, args=(library, is_over, confirmed)))
    for person in people:
        person.start()
    try:
        for victims in (_web_worker, _worker, _everything):
            _wait_for_more(confirmed)
            for process in victims(library):
                with suppress(psutil.NoSuchProcess):
                    process.send_signal(signal.SIGKILL)
            library = _up_again(library, port)
        _wait_for_more(confirmed)
        is_over.set()
        for person in people:
            person.join(timeout=60)
        _nothing_is_lost_or_doubled(library, confirmed)
    finally:
        is_over.set()
        library.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _nothing_is_lost_or_doubled(library: Stack, confirmed: dict[str, str]) -> None:
    assert set(confirmed) <= _orders(library)
    assert len(set(confirmed.values())) == len(confirmed)
    assert _says(library, SHIPPED_TWICE) == "0"
    for command in ("reconcile_stock", "reconcile_allocations"):
        answer = library.manage(command)
        assert answer.returncode == 0, answer.stdout + answer.stderr
    # A job of the worker that died is found by its missing heartbeat and given to another.
    until(lambda: _says(library, MAILS) == "0 0", seconds=240)


def _order_on(library: Stack, is_over: Event, confirmed: dict[str, str], person: int) -> None:
    """Order one copy after the other; what was not answered is sent again, the same form."""
    for number in count():
        agency, street = f"Agency {person}-{number}", f"{number + 1} Elm Road"
        visitor = Visitor(library.url)
        fill_in = partial(visitor.fill_in, NUMBER, organization=agency, street1=street)
        key = _patiently(fill_in)
        if is_over.is_set():
            return
        confirmed[key] = _patiently(partial(visitor.place, key))


def _ship_on(library: Stack, is_over: Event, confirmed: dict[str, str]) -> None:
    """Bring each confirmed order to its parcel's door, each step again where no answer came."""
    clerk = Visitor(library.url)
    _patiently(lambda: _sign_in(clerk, library))
    shipped: set[str] = set()
    while not is_over.wait(0.05):
        for key in [key for key in list(confirmed) if key not in shipped]:
            if is_over.is_set():
                return
            page = _patiently(lambda: clerk.get(confirmed[key]))  # noqa: B023
            reference = re.search(r"R-[A-Z0-9]{8}", page.text)
            assert reference, page.text
            for act in (_approve, _allocate, _pick, _ship):
                _patiently(lambda: act(clerk, reference[0]))  # noqa: B023
            shipped.add(key)


def _sign_in(clerk: Visitor, library: Stack) -> None:
    clerk.get("/admin/login/")
    account = {"username": "clerk", "password": library.password("clerk"), "next": "/admin/"}
    assert clerk.post("/admin/login/", account).status == 302


def _approve(clerk: Visitor, reference: str) -> Answer:
    page = clerk.get(f"/admin/fulfillment/orders/{reference}/").text
    copies = dict.fromkeys(re.findall(r'name="(line-\d+)"', page), "1")
    return clerk.post(f"/admin/fulfillment/orders/{reference}/approve/", copies)


def _allocate(clerk: Visitor, reference: str) -> Answer:
    return clerk.post(f"/admin/fulfillment/orders/{reference}/allocate/", {})


def _pick(clerk: Visitor, reference: str) -> None:
    for parcel in _parcels(clerk, reference):
        clerk.post(f"/admin/fulfillment/orders/{reference}/shipments/{parcel}/pick/", {})


def _ship(clerk: Visitor, reference: str) -> None:
    page = clerk.get(f"/admin/fulfillment/orders/{reference}/").text
    names = set(re.findall(r'name="((?:[\w-]+-)?(?:carrier|tracking_number|confirmed))"', page))
    values = {"carrier": "other", "tracking_number": "X1", "confirmed": "on"}
    fields = {name: values[name.rpartition("-")[2]] for name in names}
    for parcel in _parcels(clerk, reference):
        clerk.post(f"/admin/fulfillment/orders/{reference}/shipments/{parcel}/ship/", fields)


def _parcels(clerk: Visitor, reference: str) -> set[str]:
    page = clerk.get(f"/admin/fulfillment/orders/{reference}/").text
    return set(re.findall(r"/shipments/(S-[A-Z0-9]+)/", page))


def _patiently[Value](act: Callable[[], Value]) -> Value:
    """Do it again as long as nobody answers."""
    deadline = time.monotonic() + 120
    while True:
        try:
            return act()
        except (OSError, HTTPException):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def _wait_for_more(confirmed: dict[str, str]) -> None:
    before = len(confirmed)
    until(lambda: len(confirmed) >= before + 5, seconds=60)


def _up_again(library: Stack, port: int) -> Stack:
    """Start the library anew on its port where the fall of a process ended all of it."""
    deadline = time.monotonic() + 15
    while library.process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.2)
    return library if library.process.poll() is None else start(library.folder, port=port)


def _web_worker(library: Stack) -> list[psutil.Process]:
    """One of the processes that answer: the web server puts another in its place."""
    web, _, _ = _started(library)
    return web.children()[:1]


def _worker(library: Stack) -> list[psutil.Process]:
    _, worker, _ = _started(library)
    return [worker]


def _everything(library: Stack) -> list[psutil.Process]:
    """All of it, the database's processes included."""
    return library.processes()


def _started(library: Stack) -> list[psutil.Process]:
    """Return the processes of the Procfile in its order."""
    children = psutil.Process(library.process.pid).children()
    return sorted(children, key=lambda process: process.create_time())


def _orders(library: Stack) -> set[str]:
    return set(re.findall(r"[0-9a-f-]{36}", _says(library, KEYS)))


def _says(library: Stack, code: str) -> str:
    answer = library.manage("shell", "--no-imports", "-c", code)
    assert answer.returncode == 0, answer.stderr
    return answer.stdout.strip()
