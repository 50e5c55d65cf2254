"""Feed the engines from the outbox, as a process of its own."""

import signal
from argparse import ArgumentParser
from threading import Event

from django.core.management.base import BaseCommand, CommandError

from search.engine import EngineUnavailable
from search.finder import engines
from search.following import follow_all
from search.indexing import drain


class Command(BaseCommand):
    help = "Writes changes of the catalog to every search engine as they happen, until stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="write what is pending and end")

    def handle(self, *_: object, once: bool, **__: object) -> None:
        if once:
            self._drain_once()
            return
        stop = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        self.stdout.write(f"Feeding {' and '.join(engine.name for engine in engines())}.")
        self.stdout.flush()
        follow_all(engines(), stop)

    def _drain_once(self) -> None:
        problems = []
        for engine in engines():
            try:
                self.stdout.write(f"{engine.name}: {drain(engine)} documents")
            except EngineUnavailable as problem:
                problems.append(str(problem))
        if problems:
            raise CommandError("; ".join(problems))
