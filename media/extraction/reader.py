"""Reading files from where they are needed: starts the process that does it, and asks it."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

from media.extraction.server import OUT_OF_MEMORY
from media.limits import READ_BYTES

_ROOT = Path(__file__).parents[2]
_KEPT = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT")  # no secret of ours goes with it


class ReaderDied(Exception):
    """The process that reads ended, which no file can bring about; another try may do."""


@dataclass(frozen=True, slots=True)
class Extract:
    """What was read of a file.

    `passages` are (place, text) in order; a place is a page, counted from 1, or a second. `cues`
    are the second and the character of its text where each cue of a passage begins, by place.
    `pages` is None for captions. `problem` is "" or one of encrypted, damaged, slow, heavy, large,
    long.
    """

    passages: tuple[tuple[int, str], ...] = ()
    cues: Mapping[int, list[list[int]]] = field(default_factory=dict)
    pages: int | None = None
    problem: str = ""
    seconds: float = 0.0
    kilobytes: int = 0


class Reader:
    """Reads one file after another while its block lasts."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(prefix="reading-")
        command = [sys.executable, "-X", "utf8", "-m", "media.extraction"]
        self._process = subprocess.Popen(  # noqa: S603 - a fixed program
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_ROOT,
            env={name: os.environ[name] for name in _KEPT if name in os.environ},
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()
        self._folder.cleanup()

    def read(self, path: Path, kind: str) -> Extract:
        """Return the text of a file; `kind` is its extension, one of READ_EXTENSIONS.

        Raises:
            ReaderDied: the fault is not the file's.
        """
        if path.stat().st_size > READ_BYTES:
            return Extract(problem="large")
        answer = Path(self._folder.name) / "answer"
        answer.write_bytes(b"")
        reply = self._ask({"path": str(path.absolute()), "kind": kind, "answer": str(answer)})
        return _extract(reply, list(_lines(answer)))

    def _ask(self, question: dict[str, str]) -> dict[str, Any]:
        stdin, stdout = self._process.stdin, self._process.stdout
        try:
            if stdin is None or stdout is None:
                raise ReaderDied
            stdin.write(json.dumps(question) + "\n")
            stdin.flush()
            reply: dict[str, Any] = json.loads(stdout.readline())
        except (OSError, ValueError) as error:
            raise ReaderDied from error
        return reply


def _lines(answer: Path) -> Iterator[dict[str, Any]]:
    """Yield the lines that are whole: the last may have been cut short."""
    for line in answer.read_bytes().splitlines():
        try:
            yield json.loads(line)
        except ValueError:
            return


def _extract(reply: dict[str, Any], lines: list[dict[str, Any]]) -> Extract:
    texts: dict[int, str] = {}
    cues: dict[int, list[list[int]]] = {}
    for line in lines:
        if "place" in line:
            before = texts[place] + " " if (place := line["place"]) in texts else ""
            texts[place] = before + line["text"]
            begins = [[second, len(before) + at] for second, at in line.get("cues", ())]
            cues[place] = cues.get(place, []) + begins
    said = next((line["problem"] for line in lines if "problem" in line), "")
    return Extract(
        passages=tuple(sorted(texts.items())),
        cues={place: begins for place, begins in cues.items() if begins},
        pages=next((line["pages"] for line in lines if "pages" in line), None),
        problem=_end(reply["code"]) or said,
        seconds=reply["seconds"],
        kilobytes=reply["kilobytes"],
    )


def _end(code: int) -> str:
    """Return what stopped a process, "" where it came to its end."""
    if not code:
        return ""
    if code in {-signal.SIGALRM, -signal.SIGXCPU}:
        return "slow"
    return "heavy" if code == OUT_OF_MEMORY else "damaged"
