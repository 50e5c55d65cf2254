"""Children that do not outlive their parent, even one that is killed."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

import psutil

PR_SET_PDEATHSIG = 1  # linux/prctl.h


def end_with_parent() -> Callable[[], None] | None:
    """Return what a child runs before its program, so that it gets SIGTERM when this process dies.

    None where the system has no such thing; an orderly end stops the child there too.
    """
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None)
    parent = os.getpid()

    def ask() -> None:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it died before the kernel was asked
            os._exit(1)

    return ask


def is_alive(process_id: int, *, name: str = "") -> bool:
    """Tell whether a process exists that has not ended, of a program whose name contains `name`.

    A killed process whose parent has not looked after it yet is still listed: it has ended.
    """
    try:
        process = psutil.Process(process_id)
        return process.status() != psutil.STATUS_ZOMBIE and name in process.name()
    except psutil.NoSuchProcess:
        return False
