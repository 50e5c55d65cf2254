"""The embedded PostgreSQL: who uses it, and when it stops."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from config.launch.postgres import database_config, forget_a_dead_server, forget_the_dead

NOTES = ("postmaster.pid", ".s.PGSQL.5432.lock")


def test_a_url_is_taken_as_it_is(tmp_path: Path) -> None:
    config = database_config("postgresql://someone:word@db.example:5433/library", tmp_path)
    assert (config["HOST"], config["PORT"], config["NAME"]) == ("db.example", 5433, "library")
    assert list(tmp_path.iterdir()) == []


def test_a_killed_process_is_not_waited_for(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", "pass"])
    ended.wait()
    users = tmp_path / "users.json"
    users.write_text(json.dumps([ended.pid, os.getpid()]))
    forget_the_dead(users)
    assert json.loads(users.read_text()) == [os.getpid()]


def test_a_killed_server_is_forgotten(tmp_path: Path) -> None:
    """Also while its parent has not looked after it, or where its number was given again."""
    zombie = subprocess.Popen([sys.executable, "-c", "pass"])
    os.waitid(os.P_PID, zombie.pid, os.WEXITED | os.WNOWAIT)
    for process_id in (zombie.pid, os.getpid()):
        for name in NOTES:
            (tmp_path / name).write_text(f"{process_id}\n{tmp_path}\n")
        forget_a_dead_server(tmp_path)
        assert list(tmp_path.iterdir()) == []
    zombie.wait()
    forget_a_dead_server(tmp_path)


def test_a_server_that_runs_is_left_alone(tmp_path: Path) -> None:
    program = shutil.copy("/bin/sleep", tmp_path / "postgres")
    with subprocess.Popen([program, "60"]) as server:
        for name in NOTES:
            (tmp_path / name).write_text(f"{server.pid}\n")
        forget_a_dead_server(tmp_path)
        assert all((tmp_path / name).exists() for name in NOTES)
        server.kill()


def test_no_list_of_users_is_no_fault(tmp_path: Path) -> None:
    forget_the_dead(tmp_path / "users.json")
    assert list(tmp_path.iterdir()) == []
