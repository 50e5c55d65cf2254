"""One Elasticsearch node for several processes, for as long as one process lives."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from config.launch.archive import locked
from config.launch.elasticsearch import STOP_SECONDS, answers
from config.launch.errors import CannotStart

ANNOUNCED = "announced"  # a file: the URL, then the process id of the node's keeper


def shared_node(folder: Path, *, owner: int) -> str:
    """Return the URL of the node of this folder, starting it on the first call.

    The node ends with the process `owner`, or with `end_shared_node`.

    Raises:
        CannotStart: the node did not come up; the message says why.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder / "lock"):
        announced = folder / ANNOUNCED
        if announced.exists() and answers(url := announced.read_text().split()[0]):
            return url
        return _start(folder, announced, owner)


def end_shared_node(folder: Path) -> None:
    """Stop the node of this folder, if one runs, and wait until it is gone."""
    announced = folder / ANNOUNCED
    with suppress(FileNotFoundError, ProcessLookupError):
        os.kill(int(announced.read_text().split()[1]), signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        while announced.exists() and time.monotonic() < deadline:
            time.sleep(0.1)


def _start(folder: Path, announced: Path, owner: int) -> str:
    announced.unlink(missing_ok=True)
    log = folder / "output"
    command = [sys.executable, "-m", "config.launch.elasticsearch"]
    command += ["--folder", str(folder / "node"), "--owner", str(owner)]
    command += ["--announce", str(announced)]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, stdout=output, stderr=output, stdin=subprocess.DEVNULL, start_new_session=True
        )
    while not announced.exists():
        if process.poll() is not None:
            raise CannotStart(log.read_text().strip().rsplit("\n", 1)[-1])
        time.sleep(0.1)
    process.returncode = 0  # it may outlive this process, which need not be warned of that
    return announced.read_text().split()[0]
