"""Processes started together end together, however their starter ends."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from config.env import ROOT
from config.launch.parent import is_alive
from config.launch.processes import Processes, commands

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
IGNORE = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
DEAF = [sys.executable, "-c", IGNORE]


def test_the_procfile_names_three_processes() -> None:
    found = commands(ROOT / "Procfile", "/some/python")
    assert list(found) == ["web", "worker", "indexer"]
    assert found["indexer"] == ["/some/python", "manage.py", "index_changes"]


def test_all_end_when_asked(tmp_path: Path) -> None:
    processes = Processes(os.environ, tmp_path)
    processes.start("one", SLEEPER)
    processes.start("two", SLEEPER)
    assert processes.ended() is None
    processes.stop()
    assert all(process.poll() is not None for process in processes.running.values())


def test_the_one_that_ends_by_itself_is_named(tmp_path: Path) -> None:
    processes = Processes(os.environ, tmp_path)
    processes.start("steady", SLEEPER)
    processes.start("short", [sys.executable, "-c", "pass"])
    assert processes.wait_for_an_end() == "short"
    processes.stop()


def test_one_that_does_not_listen_is_ended_by_force(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("config.launch.processes.STOP_SECONDS", 1)
    processes = Processes(os.environ, tmp_path)
    processes.start("deaf", DEAF)
    time.sleep(0.5)
    processes.stop()
    assert processes.running["deaf"].returncode == -9


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of a killed parent")
def test_none_outlives_a_starter_that_is_killed(tmp_path: Path) -> None:
    program = (
        "import os, pathlib, sys, time\n"
        "from config.launch.processes import Processes\n"
        "processes = Processes(os.environ, pathlib.Path('.'))\n"
        f"processes.start('child', {SLEEPER!r})\n"
        "print(processes.running['child'].pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, cwd=tmp_path
    ) as starter:
        assert starter.stdout is not None
        child = int(starter.stdout.readline())
        assert is_alive(child)
        starter.kill()
    deadline = time.monotonic() + 5
    while is_alive(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_alive(child)
