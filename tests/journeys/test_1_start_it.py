"""A newcomer starts the library, stops it, and starts it again."""

import subprocess
import sys

import pytest

from tests.journeys.stack import ROOT, Stack, environment_for, free_port, new_runtime_folder, start
from tests.journeys.walk import read_json

SECOND_START_SECONDS = 10


def test_start_prints_address_sign_ins_and_engine(library: Stack) -> None:
    printed = library.printed

    assert f"{library.url}/" in printed
    assert f"editor / {library.password('editor')}" in printed
    assert f"clerk / {library.password('clerk')}" in printed
    assert "PostgreSQL" in printed


def test_start_tells_what_stands_in_the_way(library: Stack) -> None:
    taken = library.url.rpartition(":")[2]
    cases = {
        "PORT": {"PORT": taken},
        "DATABASE_URL": {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"},
        "ELASTICSEARCH_URL": {"ELASTICSEARCH_URL": "http://127.0.0.1:1"},
    }
    for name, variables in cases.items():
        folder = new_runtime_folder()
        answer = _run(environment_for(folder, port=free_port()) | variables)

        assert answer.returncode != 0, name
        lines = answer.stderr.strip().splitlines()
        assert len(lines) == 1, answer.stderr
        assert name in lines[0]


@pytest.mark.xdist_group("elastic")
def test_stopping_ends_every_process_and_starting_again_keeps_the_data() -> None:
    folder = new_runtime_folder()
    first = start(folder)
    before = read_json(f"{first.url}/api/v1/search?size=1")
    assert first.stop() == 0
    assert first.processes() == []

    second = start(folder)
    try:
        after = read_json(f"{second.url}/api/v1/search?size=1")
        assert after["total"] == before["total"] >= 150
        assert second.started_in <= SECOND_START_SECONDS
    finally:
        second.stop()
    assert second.processes() == []


def _run(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", "run"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
