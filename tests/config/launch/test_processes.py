"""Processes started together end together, however their starter ends."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from config.env import ROOT
from config.launch.parent import is_alive
from config.launch.processes import Processes, commands

SLEEP = "import time; time.sleep(60)"
DEAF = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {SLEEP}"


def script(folder: Path, program: str) -> list[str]:
    """Return the command of a program, written to a file."""
    file = folder / f"{len(list(folder.iterdir()))}.py"
    file.write_text(program)
    return ["python", str(file)]


def test_the_procfile_names_three_processes() -> None:
    found = commands(ROOT / "Procfile")
    assert list(found) == ["web", "worker", "indexer"]
    assert found["indexer"] == ["python", "manage.py", "index_changes"]


def test_all_end_when_asked(tmp_path: Path) -> None:
    processes = Processes()
    processes.start("one", script(tmp_path, SLEEP))
    processes.start("two", script(tmp_path, SLEEP))
    assert processes.ended() is None
    processes.stop()
    assert not any(process.is_alive() for process in processes.running.values())


def test_the_one_that_ends_by_itself_is_named(tmp_path: Path) -> None:
    processes = Processes()
    processes.start("steady", script(tmp_path, SLEEP))
    processes.start("short", script(tmp_path, "pass"))
    assert processes.wait_for_an_end() == "short"
    processes.stop()


def test_a_run_to_the_end_has_an_exit_code(tmp_path: Path) -> None:
    processes = Processes()
    assert processes.run("good", script(tmp_path, "pass")) == 0
    assert processes.run("bad", script(tmp_path, "import sys; sys.exit(3)")) == 3
    assert processes.running == {}


def test_a_module_gets_its_arguments(capfd: pytest.CaptureFixture[str]) -> None:
    Processes().start("calendar", ["python", "-m", "calendar", "2030", "1"]).join()
    assert "January 2030" in capfd.readouterr().out


def test_a_run_to_the_end_shows_errors_alone(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    program = "import sys; print('chatter'); print('trouble', file=sys.stderr)"
    Processes().run("talker", script(tmp_path, program))
    printed = capfd.readouterr()
    assert printed.out == ""
    assert printed.err == "trouble\n"


def test_one_that_does_not_listen_is_ended_by_force(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("config.launch.processes.STOP_SECONDS", 1)
    processes = Processes()
    deaf = processes.start("deaf", script(tmp_path, DEAF))
    time.sleep(1)
    processes.stop()
    assert deaf.exitcode == -9


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of a killed parent")
def test_none_outlives_a_starter_that_is_killed(tmp_path: Path) -> None:
    program = (
        "import time\n"
        "from config.launch.processes import Processes\n"
        f"child = Processes().start('child', {script(tmp_path, SLEEP)!r})\n"
        "print(child.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, cwd=tmp_path
    ) as starter:
        assert starter.stdout is not None
        child = int(starter.stdout.readline())
        assert is_alive(child)
        starter.kill()
    deadline = time.monotonic() + 10
    while is_alive(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_alive(child)
