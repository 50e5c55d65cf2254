"""Processes of the library, started as in production."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection

from benchmarks.bed.place import Shelf
from config.env import ROOT

PATIENCE = 60.0


@contextmanager
def web(place: Shelf) -> Iterator[int]:
    """Run gunicorn with the configuration of production; yield its port."""
    port = _free_port()
    entry = ["gunicorn", "--config", "python:config.gunicorn", "config.wsgi:application"]
    with _running(place, ["-m", *entry], PORT=str(port)):
        _await(port)
        yield port


@contextmanager
def indexer(place: Shelf) -> Iterator[None]:
    """Run the process that feeds the engines."""
    with _running(place, ["manage.py", "index_changes"]):
        yield


@contextmanager
def _running(place: Shelf, command: list[str], **more: str) -> Iterator[None]:
    environment = place.environment | more
    process = subprocess.Popen([sys.executable, *command], cwd=ROOT, env=environment)  # noqa: S603 - ours
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _await(port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/healthz")
            connection.getresponse().read()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
        else:
            return
