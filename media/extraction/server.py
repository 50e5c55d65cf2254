"""The process that reads files: one line asks for a file, a fork reads it under limits.

A question is a JSON line {"path", "kind", "answer"}. The fork writes what it reads to the file
`answer`, a JSON line at a time, so that what it read before it was stopped is there. The reply says
how it ended: {"code", "signal", "seconds", "kilobytes"}.
"""

import json
import os
import resource
import signal
import sys
import time
from codecs import lookup
from contextlib import suppress
from typing import NoReturn

from media.extraction.captions import read_captions
from media.extraction.pages import read_pages
from media.limits import MEGABYTE, READ_CHARACTERS, READ_MEMORY, READ_SECONDS

OUT_OF_MEMORY = 3  # an exit code
_ANSWER_BYTES = 8 * READ_CHARACTERS + MEGABYTE
_OPEN_FILES = 8


def serve() -> None:
    """Answer until the one who asks is gone."""
    lookup("utf-16-le")  # a fork may open no file to learn what its bytes mean
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends who asks, and then we end
    for line in sys.stdin:
        question = json.loads(line)
        began = time.monotonic()
        child = os.fork()
        if not child:
            _read(question["path"], question["kind"], question["answer"])
        _, status, usage = os.wait4(child, 0)
        reply = {
            "code": os.waitstatus_to_exitcode(status),
            "seconds": time.monotonic() - began,
            "kilobytes": usage.ru_maxrss,
        }
        sys.stdout.write(json.dumps(reply) + "\n")
        sys.stdout.flush()


def _read(path: str, kind: str, answer: str) -> NoReturn:
    code = 1
    try:
        with open(answer, "w", encoding="utf-8", buffering=1) as lines:  # noqa: PTH123 - line by line
            _limit()
            found = read_pages(path) if kind == "pdf" else read_captions(path, kind)
            lines.writelines(json.dumps(each) + "\n" for each in found)
        code = 0
    except MemoryError:
        code = OUT_OF_MEMORY
    finally:
        os._exit(code)


def _limit() -> None:
    """Let the kernel end this process when it costs too much, whatever code it is in."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, READ_SECONDS)
    for kind, amount in (
        (resource.RLIMIT_AS, READ_MEMORY),
        (resource.RLIMIT_CPU, int(READ_SECONDS) + 1),
        (resource.RLIMIT_FSIZE, _ANSWER_BYTES),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # a system that knows no such limit
            resource.setrlimit(kind, (amount, amount))
