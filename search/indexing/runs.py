"""The row of a rebuild: what it has done, whether it shall stop, how it ended."""

from django.db.models.functions import Now

from search import outbox
from search.models import Rebuild


def open_run(engine: str) -> Rebuild:
    """Return the rebuild that was broken off, to go on with, or a new one."""
    run, _ = Rebuild.objects.get_or_create(engine=engine, state=Rebuild.State.RUNNING)
    Rebuild.objects.filter(pk=run.pk).update(stop_requested=False, reason="")
    return run


def begin(run: Rebuild, *, index_name: str, done: int, total: int) -> None:
    """Note which index is filled from now on, and how much of it is there already."""
    Rebuild.objects.filter(pk=run.pk).update(
        index_name=index_name,
        total=total,
        done=done,
        done_before=done,
        resumed_at=Now(),
        touched_at=Now(),
    )


def advance(run: Rebuild, *, done: int, position: int, refused: int) -> bool:
    """Note how far it is; return whether somebody asked it to stop."""
    Rebuild.objects.filter(pk=run.pk).update(
        done=done, position=position, refused=refused, touched_at=Now()
    )
    return Rebuild.objects.filter(pk=run.pk, stop_requested=True).exists()


def end(run: Rebuild, state: Rebuild.State, reason: str = "") -> None:
    """Note how it ended."""
    Rebuild.objects.filter(pk=run.pk).update(state=state, reason=reason, touched_at=Now())


def break_off(run: Rebuild, reason: str) -> None:
    """Note why it waits to be started again."""
    Rebuild.objects.filter(pk=run.pk).update(reason=reason, touched_at=Now())


def latest_run(engine: str) -> Rebuild | None:
    """Return the last rebuild of an engine, whatever became of it."""
    return Rebuild.objects.filter(engine=engine).order_by("-started_at", "-pk").first()


def is_rebuilding(engine: str) -> bool:
    """Tell whether a process is rebuilding an engine at this moment."""
    return outbox.Turn(engine, "rebuild").is_taken()


def request_stop(engine: str) -> None:
    """Ask the rebuild of an engine to stop; it looks after every batch."""
    Rebuild.objects.filter(engine=engine, state=Rebuild.State.RUNNING).update(stop_requested=True)
