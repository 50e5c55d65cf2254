"""The whole library as a person starts it: `manage.py run`, with a runtime folder of its own."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psutil

ROOT = Path(__file__).resolve().parents[2]
LAST_WORDS = "Ctrl-C stops everything."
START_SECONDS = 240
STOP_SECONDS = 30


@dataclass
class Stack:
    """A running library. `log` holds what it printed."""

    url: str
    folder: Path
    log: Path
    environment: dict[str, str]
    process: subprocess.Popen[bytes]
    started_in: float

    @property
    def printed(self) -> str:
        """Everything the start printed so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def password(self, username: str) -> str:
        """Return the password of one of the demo's staff."""
        entries = json.loads((self.folder / "demo-sign-ins.json").read_text(encoding="utf-8"))
        return str(next(entry["password"] for entry in entries if entry["username"] == username))

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a management command beside the running library."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    def processes(self) -> list[psutil.Process]:
        """Return every process that runs in this library's folder, the database's included."""
        found = []
        for process in psutil.process_iter(["cmdline", "environ"]):
            words = " ".join(process.info["cmdline"] or [])
            environment = process.info["environ"] or {}
            is_ours = environment.get("LIBRARY_VAR") == str(self.folder)
            if (is_ours or str(self.folder) in words) and process.pid != os.getpid():
                found.append(process)
        return found

    def stop(self) -> int:
        """Press Ctrl-C and return the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=STOP_SECONDS)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def new_runtime_folder() -> Path:
    """Return an empty folder with a path short enough for a database socket."""
    folder = Path(tempfile.mkdtemp(prefix="lib-"))
    folder.chmod(0o755)
    return folder


def environment_for(folder: Path, *, port: int, elasticsearch_url: str = "") -> dict[str, str]:
    """Return the variables under which a library runs alone in its folder."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE", "ELASTICSEARCH_URL"}
        and not name.startswith(("PYTEST_", "AWS_"))
    }
    return kept | {
        "LIBRARY_VAR": str(folder),
        "PORT": str(port),
        "ELASTICSEARCH_URL": elasticsearch_url,
        "PYTHONUNBUFFERED": "1",
    }


def start(folder: Path, *, elasticsearch_url: str = "", port: int = 0) -> Stack:
    """Start a library and wait until it says that it is ready."""
    port = port or free_port()
    environment = environment_for(folder, port=port, elasticsearch_url=elasticsearch_url)
    log = folder / "run.log"
    began = time.monotonic()
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "run"],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    url = f"http://127.0.0.1:{port}"
    stack = Stack(url, folder, log, environment, process, 0.0)
    _wait_until_ready(stack)
    stack.started_in = time.monotonic() - began
    return stack


def _wait_until_ready(stack: Stack) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if stack.process.poll() is not None:
            raise AssertionError(f"The library ended at its start:\n{stack.printed}")
        if LAST_WORDS in stack.printed and _answers(stack.url):
            return
        time.sleep(0.1)
    raise AssertionError(f"The library was not ready in {START_SECONDS} s:\n{stack.printed}")


def _answers(url: str) -> bool:
    try:
        with urlopen(f"{url}/readyz", timeout=2) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


@contextmanager
def running(*, elasticsearch_url: str = "") -> Iterator[Stack]:
    """Run a fresh library and take everything down afterwards."""
    folder = new_runtime_folder()
    stack = start(folder, elasticsearch_url=elasticsearch_url)
    try:
        yield stack
    finally:
        if stack.process.poll() is None:
            stack.stop()
        shutil.rmtree(folder, ignore_errors=True)
