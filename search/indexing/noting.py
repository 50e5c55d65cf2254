"""Checks as they are run: mended where that is asked for, and kept with what they found."""

from dataclasses import dataclass
from datetime import timedelta
from time import monotonic

from django.utils import timezone

from search.engine import EngineUnavailable, SearchEngine
from search.indexing.checking import check, repair
from search.indexing.comparing import Drift
from search.models import IndexCheck

KEPT = timedelta(days=30)
FIRST = 20  # ids kept of each kind


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found, and what was wrong after mending; the same where nothing was mended."""

    found: Drift
    left: Drift
    repaired: int | None


def run_check(engine: SearchEngine, *, mend: bool) -> Checked:
    """Check an engine, repair what is wrong if asked to, and keep the result for the admin.

    Raises:
        EngineUnavailable: this is kept as well.
    """
    began = monotonic()
    try:
        checked = _checked(engine, mend=mend)
    except EngineUnavailable as problem:
        IndexCheck.objects.create(engine=engine.name, trouble=str(problem))
        raise
    kinds = checked.found.kinds
    IndexCheck.objects.create(
        engine=engine.name,
        seconds=monotonic() - began,
        expected=checked.found.expected,
        **{kind: len(ids) for kind, ids in kinds.items()},
        words=len(checked.found.words),
        first_ids={kind: ids[:FIRST] for kind, ids in kinds.items() if ids},
        repaired=checked.repaired,
        left=None if checked.repaired is None else checked.left.faults,
    )
    return checked


def latest_checks(engine: str, count: int = 10) -> list[IndexCheck]:
    """Return the last checks of an engine, the newest first."""
    return list(IndexCheck.objects.filter(engine=engine).order_by("-checked_at", "-pk")[:count])


def forget_old_checks() -> None:
    """Delete the results of checks that nobody looks at any more."""
    IndexCheck.objects.filter(checked_at__lt=timezone.now() - KEPT).delete()


def _checked(engine: SearchEngine, *, mend: bool) -> Checked:
    found = check(engine)
    if not (mend and found.faults):
        return Checked(found, found, repaired=0 if mend else None)
    repaired = repair(engine, found)
    return Checked(found, check(engine), repaired)
