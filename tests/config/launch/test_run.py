"""What `make run` says when it cannot start: one line, no traceback, an exit code."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

from config.env import ROOT
from tests.conftest import unavailable

NOBODY = "postgresql://someone:secret-word@127.0.0.1:1/library"


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def _run(folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name != "ELASTICSEARCH_URL"}
    own = {"LIBRARY_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings.trial"}
    return subprocess.run(
        [sys.executable, "manage.py", "run"],
        cwd=ROOT,
        env=kept | own | {"PORT": "8765"} | variables,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def _only_line(answer: subprocess.CompletedProcess[str]) -> str:
    assert answer.returncode == 1
    assert answer.stdout == ""
    [line] = answer.stderr.splitlines()
    return line


def test_a_port_in_use(tmp_path: Path, taken_port: int) -> None:
    line = _only_line(_run(tmp_path, PORT=str(taken_port), DATABASE_URL=NOBODY))
    assert line.startswith(f"Port {taken_port} cannot be used")


def test_a_port_that_is_none(tmp_path: Path) -> None:
    line = _only_line(_run(tmp_path, PORT="eight thousand", DATABASE_URL=NOBODY))
    assert line == "PORT is 'eight thousand': give a number from 1 to 65535."


def test_a_database_that_does_not_answer(tmp_path: Path) -> None:
    line = _only_line(_run(tmp_path, DATABASE_URL=NOBODY))
    assert line.startswith("DATABASE_URL: no database at 127.0.0.1:1:")
    assert "secret-word" not in line


@pytest.mark.parametrize("address", ["secret-word", "mysql://a:secret-word@b/c", "postgres://h:x/"])
def test_a_database_address_that_is_none(tmp_path: Path, address: str) -> None:
    line = _only_line(_run(tmp_path, DATABASE_URL=address))
    assert line == "DATABASE_URL is not an address that begins with postgresql://."


@pytest.mark.parametrize("address", ["localhost:9200", "http://", "http://[", "http://h:x"])
def test_an_elasticsearch_address_that_is_none(tmp_path: Path, address: str) -> None:
    line = _only_line(_run(tmp_path, DATABASE_URL="", ELASTICSEARCH_URL=address))
    assert line == "ELASTICSEARCH_URL is not an address that begins with http://."


def test_an_elasticsearch_that_does_not_answer(tmp_path: Path) -> None:
    server = connection.get_connection_params()
    reachable = f"postgresql://{server['user']}@/postgres?host={quote(str(server['host']))}"
    if not str(server["host"]).startswith("/"):
        unavailable("The database of this run is not the embedded one: unset DATABASE_URL.")
    line = _only_line(
        _run(tmp_path, DATABASE_URL=reachable, ELASTICSEARCH_URL="http://127.0.0.1:1")
    )
    assert line.startswith("ELASTICSEARCH_URL: nothing answers at 127.0.0.1:1")


def test_an_embedded_database_that_cannot_start(tmp_path: Path) -> None:
    (tmp_path / "postgres").write_text("a file where a folder should be")
    line = _only_line(_run(tmp_path, DATABASE_URL=""))
    assert line.startswith("The embedded PostgreSQL did not start")
