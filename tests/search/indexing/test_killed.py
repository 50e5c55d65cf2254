"""Processes that are killed in the middle of their work, for real."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from config.env import ROOT
from search.elastic.engine import ElasticEngine
from search.embedded.documents import Document
from search.embedded.engine import PostgresEngine
from search.indexing import check, drain, latest_run, rebuild
from search.models import Rebuild
from tests.search.indexing.crowd import crowd

pytestmark = [pytest.mark.elastic, pytest.mark.django_db(transaction=True)]

COUNT = 600
# A command on the test's own database and index, in small steps.
PROGRAM = """
import sys
import django
django.setup()
from django.conf import settings
from django.core.management import execute_from_command_line
from django.db import connection
from search.indexing import draining, rebuilding
connection.settings_dict["NAME"] = sys.argv[1]
settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_INDEX = sys.argv[2:4]
draining.drain.__kwdefaults__["batch_size"] = rebuilding.BATCH = 20
execute_from_command_line(["manage.py", *sys.argv[4:]])
"""


@contextmanager
def running(url: str, alias: str, *command: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, connection.settings_dict["NAME"], url, alias, *command],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def await_(condition: Callable[[], bool], *, seconds: float = 180) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def done() -> int:
    run = latest_run("elasticsearch")
    return run.done if run else 0


def test_an_indexer_killed_in_mid_write_loses_nothing(
    elastic: ElasticEngine, elasticsearch_url: str, alias: str
) -> None:
    crowd(COUNT)
    with running(elasticsearch_url, alias, "index_changes") as indexer:
        await_(Document.objects.exists)
        indexer.send_signal(signal.SIGKILL)
        indexer.wait()
    assert Document.objects.count() < COUNT
    for engine in (elastic, PostgresEngine()):
        drain(engine)  # what the next indexer does
        assert len(dict(engine.versions())) == COUNT
        assert check(engine).ids == ()


def test_a_rebuild_killed_at_sixty_percent_goes_on_and_ctrl_c_leaves_nothing(
    elastic: ElasticEngine, elasticsearch_url: str, alias: str
) -> None:
    crowd(COUNT)
    drain(elastic)
    Rebuild.objects.all().delete()
    command = ("rebuild_index", "--engine", "elasticsearch")
    with running(elasticsearch_url, alias, *command) as process:
        await_(lambda: done() >= COUNT * 0.6)
        process.send_signal(signal.SIGKILL)
        process.wait()
    killed = latest_run("elasticsearch")
    assert killed
    assert killed.state == Rebuild.State.RUNNING
    assert COUNT * 0.6 <= killed.done < COUNT
    assert rebuild(elastic) <= COUNT - killed.done
    assert check(elastic).ids == ()

    with running(elasticsearch_url, alias, *command) as process:
        await_(lambda: latest_run("elasticsearch") != killed and done() >= COUNT * 0.3)
        pressed = time.monotonic()
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130
        took = time.monotonic() - pressed
        print(f"cancelled within {took:.2f} s")  # noqa: T201 - shown by pytest -s
        assert took < 30  # a second or two, where the machine has nothing else to do
    cancelled = latest_run("elasticsearch")
    assert cancelled
    assert cancelled.state == Rebuild.State.CANCELLED
    with elastic.fresh_index(cancelled.index_name) as fresh:
        assert fresh.name != cancelled.index_name
