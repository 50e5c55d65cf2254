"""A real Elasticsearch node without Docker: `python -m config.launch.elasticsearch`.

One folder holds all that a node writes, so several nodes run side by side on ports of their own.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from config.env import ENV
from config.launch.archive import node_home, pair
from config.launch.errors import CannotStart
from config.launch.node import HOST, Node, free_port, prepare_folder, spawn
from config.launch.parent import is_alive

START_SECONDS = 300  # fifteen on an idle machine
STOP_SECONDS = 30


@contextmanager
def elasticsearch_node(
    folder: Path, *, port: int | None = None, heap: str = "512m"
) -> Iterator[str]:
    """Run a node whose data live in a folder; yield its URL once it answers, stop it at the end.

    The node also ends when the calling process dies, however that happens.

    Raises:
        CannotStart: no fitting Java, no archive, or the node did not come up; the message says why.
    """
    java, release = pair()
    node = Node(java, release, node_home(release), folder, heap)
    port = port or free_port()
    prepare_folder(node, port)
    process = spawn(node)
    url = f"http://{HOST}:{port}"
    try:
        _wait(process, url, folder)
        yield url
    finally:
        stop(process)


def answers(url: str, timeout: float = 2) -> str | None:
    """Return the version of the Elasticsearch answering at a URL, or None."""
    try:
        with urllib.request.urlopen(url, timeout=timeout) as response:  # noqa: S310 - http by our own callers
            return str(json.load(response)["version"]["number"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a node; the launcher hands SIGTERM on to the server."""
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _wait(process: subprocess.Popen[bytes], url: str, folder: Path) -> None:
    """Wait for the node to answer with all its own indices up."""
    deadline = time.monotonic() + START_SECONDS
    health = f"{url}/_cluster/health?wait_for_status=yellow&timeout=1s"
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        with suppress(OSError, urllib.error.URLError):
            urllib.request.urlopen(health, timeout=5).close()  # noqa: S310 - our own node
            return
        time.sleep(0.25)
    raise CannotStart(f"Elasticsearch did not come up; its last words: {_last_words(folder)}")


def _last_words(folder: Path) -> str:
    lines = (folder / "logs" / "start.log").read_text(errors="replace").split("\n")
    said = [line for line in lines if line.strip()]
    causes = [line for line in said if "xception: " in line] or said[-1:] or ["none"]
    return causes[0].strip()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a node in the foreground until Ctrl-C, SIGTERM or its owner's end."""
    parser = argparse.ArgumentParser(
        prog="python -m config.launch.elasticsearch", description=__doc__
    )
    parser.add_argument("--folder", type=Path, default=ENV.library_var / "elasticsearch")
    parser.add_argument("--port", type=int, help="default: any free port")
    parser.add_argument("--heap", default="512m", help="size of the Java heap, default 512m")
    parser.add_argument("--owner", type=int, help="stop when this process is gone")
    parser.add_argument("--announce", type=Path, help="write URL and process id to this file")
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    options.folder.mkdir(parents=True, exist_ok=True)
    try:
        _serve(options)
    except CannotStart as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    except KeyboardInterrupt:
        return 0
    return 0


def _serve(options: argparse.Namespace) -> None:
    folder = options.folder.resolve()
    try:
        with elasticsearch_node(folder, port=options.port, heap=options.heap) as url:
            sys.stdout.write(f"{url}\n")
            sys.stdout.flush()
            if options.announce:
                _announce(options.announce, url)
            while options.owner is None or is_alive(options.owner):
                time.sleep(0.5)
    finally:
        if options.announce:
            options.announce.unlink(missing_ok=True)


def _announce(file: Path, url: str) -> None:
    """Write the whole file at once: others read it as soon as it is there."""
    draft = file.with_suffix(".draft")
    draft.write_text(f"{url}\n{os.getpid()}\n")
    draft.rename(file)


if __name__ == "__main__":
    sys.exit(main())
