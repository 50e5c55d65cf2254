"""Starts django-oscar in the peers' environment and asks it for rounds of orders."""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, cast

import psycopg
from django.db import connection
from psycopg.conninfo import make_conninfo

from config.env import ROOT

PYTHON = ROOT / ".venv-peers" / "bin" / "python"


class PeerMissing(Exception):
    """The environment of the peers is not installed."""

    def __init__(self) -> None:
        super().__init__(f"{PYTHON.parent.parent.name} is missing: `make peers` installs it.")


class Oscar:
    """django-oscar, ready to place orders."""

    def __init__(self, asked: IO[str], told: IO[str]) -> None:
        """Wait until it is ready."""
        self._asked = asked
        self._told = told
        self._line()

    def place(self, *, orders: int, threads: int, copies: int) -> dict[str, float]:
        """Place orders of one new title; return the `seconds` taken and the orders `placed`."""
        asked = {"orders": orders, "threads": threads, "copies": copies}
        self._asked.write(json.dumps(asked) + "\n")
        self._asked.flush()
        return dict(json.loads(self._line()))

    def _line(self) -> str:
        line = self._told.readline()
        if not line:
            message = "django-oscar ended; what it said stands above."
            raise RuntimeError(message)
        return line


@contextmanager
def oscar() -> Iterator[Oscar]:
    """Yield django-oscar in a database of its own on our server, gone afterwards.

    Raises:
        PeerMissing: it is not installed.
    """
    if not PYTHON.exists():
        raise PeerMissing
    parameters = _parameters()
    address = make_conninfo(**parameters, dbname="postgres")
    name = f"oscar_{os.getpid()}"
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            with _running(name, parameters) as pipes:
                yield Oscar(*pipes)
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def _running(name: str, parameters: dict[str, str]) -> Iterator[tuple[IO[str], IO[str]]]:
    database = {"ENGINE": "django.db.backends.postgresql", "NAME": name, "OPTIONS": parameters}
    environment = os.environ | {
        "PEER_DATABASE": json.dumps(database),
        "DJANGO_SETTINGS_MODULE": "benchmarks.oscar.settings",
        "PYTHONWARNINGS": "ignore",
    }
    with subprocess.Popen(  # noqa: S603 - ours
        [PYTHON, "-m", "benchmarks.oscar.placing"],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield cast("IO[str]", process.stdin), cast("IO[str]", process.stdout)
        finally:
            process.terminate()


def _parameters() -> dict[str, str]:
    """Return how to reach our server, without the database's name and what is Django's own."""
    own = connection.get_connection_params()
    return {key: value for key, value in own.items() if isinstance(value, str) and key != "dbname"}
