"""The Procfile's processes, started together and ended together.

Each is a fork of this process, which has loaded everything already: they are up at once, and share
their memory. Elsewhere each command of the Procfile is started as it stands there.
"""

import multiprocessing
import os
import runpy
import shlex
import signal
import sys
import time
from collections.abc import Callable
from multiprocessing.context import ForkProcess
from pathlib import Path
from types import FrameType

from config.env import ROOT
from config.launch.parent import end_with_parent

STOP_SECONDS = 10
_fork = multiprocessing.get_context("fork")


class Stopped(Exception):
    """Somebody asked for the end: Ctrl-C or SIGTERM."""


def commands(procfile: Path) -> dict[str, list[str]]:
    """Return the words of each process's command; all of them start with `python`."""
    pairs = (line.split(":", 1) for line in procfile.read_text().splitlines() if ":" in line)
    return {name.strip(): shlex.split(command) for name, command in pairs}


def raise_stopped(_number: int, _frame: FrameType | None) -> None:
    """Turn the first signal into an exception; those that follow are for the impatient."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise Stopped


class Processes:
    """Several child processes. None outlives this process, even if it is killed.

    Nothing that cannot be shared, such as a database connection, may be open when one is started.
    """

    def __init__(self) -> None:
        self.running: dict[str, ForkProcess] = {}

    def start(self, name: str, command: list[str], *, quiet: bool = False) -> ForkProcess:
        """Start one; what it prints goes where our own output goes, or nowhere if quiet."""
        process = _fork.Process(target=_become, args=(command, end_with_parent(), quiet), name=name)
        self.running[name] = process
        process.start()
        return process

    def run(self, name: str, command: list[str]) -> int:
        """Run one to its end and return its exit code; only its errors are shown."""
        process = self.start(name, command, quiet=True)
        process.join()
        del self.running[name]
        return process.exitcode or 0

    def ended(self) -> str | None:
        """Return the name of a process that has ended by itself, if one has."""
        over = (name for name, process in self.running.items() if not process.is_alive())
        return next(over, None)

    def wait_for_an_end(self) -> str:
        """Return the name of the first process that ends by itself."""
        while (name := self.ended()) is None:
            time.sleep(0.2)
        return name

    def stop(self) -> None:
        """End all: politely, and after a while by force with everything they started."""
        for process in self.running.values():
            process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for process in self.running.values():
            process.join(max(0.1, deadline - time.monotonic()))
            if process.is_alive() and process.pid:
                os.killpg(process.pid, signal.SIGKILL)
                process.join()


def _become(
    command: list[str],
    bind_to_parent: Callable[[], None] | None,
    quiet: bool,  # noqa: FBT001 - handed on by multiprocessing
) -> None:
    """Run a command, `python FILE …` or `python -m MODULE …`, in this fork."""
    os.setsid()  # Ctrl-C reaches the parent alone, which ends us in order
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    if bind_to_parent:
        bind_to_parent()
    if quiet:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if command[1] == "-m":
        sys.argv = command[2:]
        runpy.run_module(command[2], run_name="__main__", alter_sys=True)
    else:
        sys.argv = command[1:]
        runpy.run_path(str(ROOT / command[1]), run_name="__main__")
