"""Fill a fresh index and let it answer."""

import signal
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from types import FrameType

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

from search.engine import EngineUnavailable, SearchEngine
from search.finder import engines
from search.indexing import AlreadyRebuilding, Incomplete, RebuildCancelled, rebuild

_CANCELLED = "Cancelled: the old index answers as before, nothing is left of the new one."


class Command(BaseCommand):
    help = (
        "Fills a fresh index beside the one that answers and swaps the two when it is complete. "
        "Ctrl-C cancels; one that was killed goes on where it was."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--engine", choices=("elasticsearch", "postgresql"), help="default: every engine in use"
        )

    def handle(self, *_: object, engine: str | None, **__: object) -> None:
        known = {each.name: each for each in engines()}
        if engine and engine not in known:
            raise CommandError("Elasticsearch is not in use: ELASTICSEARCH_URL is empty.")
        for name in [engine] if engine else known:
            try:
                self._rebuild(known[name])
            except EngineUnavailable as problem:
                again = "Start it again when the engine answers; it goes on where it was."
                raise CommandError(f"{problem}. {again}") from problem
            except (AlreadyRebuilding, Incomplete) as problem:
                raise CommandError(str(problem)) from problem
            except RebuildCancelled as problem:
                raise CommandError(_CANCELLED, returncode=130) from problem

    def _rebuild(self, engine: SearchEngine) -> None:
        columns = ("{task.description}", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        console = Console(stderr=True)
        with _ctrl_c() as pressed, Progress(*columns, console=console, transient=True) as bar:
            task = bar.add_task(engine.name, total=None)
            count = rebuild(
                engine,
                progress=lambda done, total: bar.update(task, completed=done, total=total),
                should_cancel=pressed.is_set,
            )
        self.stdout.write(f"{engine.name}: {count} resources read, index swapped")


@contextmanager
def _ctrl_c() -> Iterator[Event]:
    """Yield what Ctrl-C sets: an exception in the middle of a statement would leave none to go on.

    Pressed again, it ends the process at once.
    """
    pressed = Event()

    def note(_number: int, _frame: FrameType | None) -> None:
        pressed.set()
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = signal.signal(signal.SIGINT, note)
    try:
        yield pressed
    finally:
        signal.signal(signal.SIGINT, before)
