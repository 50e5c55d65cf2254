"""From the outbox to an engine: drain, rebuild, check, repair."""

from search.indexing.checking import check, repair
from search.indexing.comparing import Drift
from search.indexing.draining import drain
from search.indexing.noting import Checked, forget_old_checks, latest_checks, run_check
from search.indexing.rebuilding import (
    AlreadyRebuilding,
    Incomplete,
    RebuildCancelled,
    discard,
    rebuild,
)
from search.indexing.runs import is_rebuilding, latest_run, request_stop

__all__ = [
    "AlreadyRebuilding",
    "Checked",
    "Drift",
    "Incomplete",
    "RebuildCancelled",
    "check",
    "discard",
    "drain",
    "forget_old_checks",
    "is_rebuilding",
    "latest_checks",
    "latest_run",
    "rebuild",
    "repair",
    "request_stop",
    "run_check",
]
