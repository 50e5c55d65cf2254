"""A node of the test's own that hangs, goes on, is killed, and is started again."""

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from django.test import Client
from pytest_django import Settings

from config.env import ROOT
from config.launch.node import free_port
from library.catalog.models import Resource
from search import finder
from search.indexing import check, drain
from tests.factories.catalog import ResourceFactory
from tests.journeys.stack import new_runtime_folder

pytestmark = [
    pytest.mark.elastic,
    pytest.mark.django_db,
    pytest.mark.xdist_group("elastic"),
]
NOTICE = "Our usual search is not available"


@contextmanager
def node(folder: Path, port: int) -> Iterator[psutil.Process]:
    """Run a node on a port until the block ends; yield the process of its keeper."""
    announced = folder / "announced"
    announced.unlink(missing_ok=True)
    command = [sys.executable, "-m", "config.launch.elasticsearch", "--folder", str(folder / "n")]
    command += ["--port", str(port), "--announce", str(announced)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as keeper:
        try:
            within(300, lambda: announced.exists() or keeper.poll() is not None)
            assert announced.exists(), "the node did not start"
            yield psutil.Process(keeper.pid)
        finally:
            keeper.terminate()


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that the node's own user can reach."""
    folder = new_runtime_folder()
    yield folder
    shutil.rmtree(folder)


def signal_all(keeper: psutil.Process, number: signal.Signals) -> None:
    """Send a signal to the node's own processes."""
    for process in keeper.children(recursive=True):
        process.send_signal(number)


def within(seconds: float, condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def search(client: Client) -> tuple[bool, float]:
    """Return whether a search was degraded, and how long it took."""
    start = time.perf_counter()
    page = client.get("/search/", {"q": "gangs"})
    assert page.status_code == 200
    assert "small towns" in page.content.decode()
    return NOTICE in page.content.decode(), time.perf_counter() - start


def test_a_node_that_hangs_or_dies_is_gone_round_and_taken_back(
    client: Client, settings: Settings, folder: Path, elasticsearch_url: str
) -> None:
    finder.breaker_of.cache_clear()
    port = free_port()
    settings.ELASTICSEARCH_URL = f"http://127.0.0.1:{port}"
    elastic, embedded = finder.engines()
    resource = ResourceFactory.create(title="Gangs in small towns")
    with node(folder, port) as keeper:
        drain(elastic)
        drain(embedded)
        within(10, lambda: not search(client)[0])

        signal_all(keeper, signal.SIGSTOP)
        answers = [search(client) for _ in range(5)]
        assert all(degraded for degraded, _ in answers)
        waits = [seconds for _, seconds in answers]
        assert min(waits[:3]) < 1.0  # other work on the machine only adds
        assert max(waits) < 1.8
        signal_all(keeper, signal.SIGCONT)
        within(10, lambda: not search(client)[0])

        signal_all(keeper, signal.SIGKILL)
        assert search(client)[0]
        Resource.objects.filter(pk=resource.pk).update(title="Gangs renamed in small towns")
    with node(folder, port):
        drain(elastic)
        assert check(elastic).ids == ()
        within(10, lambda: not search(client)[0])
    finder.breaker_of.cache_clear()
