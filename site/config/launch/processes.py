"""The Procfile's processes, started together and ended together."""

import os
import shlex
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from types import FrameType

from config.launch.parent import end_with_parent

STOP_SECONDS = 10


class Stopped(Exception):
    """Somebody asked for the end: Ctrl-C or SIGTERM."""


def commands(procfile: Path, python: str) -> dict[str, list[str]]:
    """Return the command of each process, its `python` being the one given."""
    pairs = (line.split(":", 1) for line in procfile.read_text().splitlines() if ":" in line)
    words = {name.strip(): shlex.split(command) for name, command in pairs}
    return {name: [python if word == "python" else word for word in words[name]] for name in words}


def raise_stopped(_number: int, _frame: FrameType | None) -> None:
    """Turn the first signal into an exception; those that follow are for the impatient."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise Stopped


class Processes:
    """Several child processes. None outlives this process, even if it is killed."""

    def __init__(self, environment: Mapping[str, str], folder: Path) -> None:
        self.environment = dict(environment)
        self.folder = folder
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, command: list[str]) -> None:
        """Start one; what it prints goes where our own output goes."""
        self.running[name] = subprocess.Popen(
            command,
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C reaches us alone; we end them in order
            preexec_fn=end_with_parent(),  # noqa: PLW1509 - no thread of ours holds a lock here
        )

    def ended(self) -> str | None:
        """Return the name of a process that has ended by itself, if one has."""
        over = (name for name, process in self.running.items() if process.poll() is not None)
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
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
