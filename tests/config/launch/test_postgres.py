"""The embedded PostgreSQL: who uses it, and when it stops."""

import json
import os
import subprocess
import sys
from pathlib import Path

from config.launch.postgres import database_config, forget_the_dead


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


def test_no_list_of_users_is_no_fault(tmp_path: Path) -> None:
    forget_the_dead(tmp_path / "users.json")
    assert list(tmp_path.iterdir()) == []
