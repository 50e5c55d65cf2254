"""The command behind `make run`: everything up from nothing, everything down on Ctrl-C."""

import signal
import sys
from typing import Any

from django.core.management.base import BaseCommand
from rich.console import Console

from config.env import ENV, ROOT
from config.launch import probes
from config.launch.errors import CannotStart
from config.launch.preparation import describe, prepare
from config.launch.processes import Processes, Stopped, commands, raise_stopped


class Command(BaseCommand):
    """`manage.py run`."""

    help = "Bring the whole library up: database, demo on first start, index, web, worker."
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, **_options: Any) -> None:  # noqa: ANN401 - Django's signature
        signal.signal(signal.SIGINT, raise_stopped)
        signal.signal(signal.SIGTERM, raise_stopped)
        try:
            self._run(Console(soft_wrap=True))
        except CannotStart as problem:
            self.stderr.write(str(problem))
            sys.exit(1)
        except Stopped:
            self.stdout.write("Stopped.")

    def _run(self, console: Console) -> None:
        engine = probes.require_named_services()
        processes = Processes()
        try:
            prepare(console, processes)
            for name, command in commands(ROOT / "Procfile").items():
                processes.start(name, command)
            probes.wait_for_web(processes)
            describe(console, address=f"http://127.0.0.1:{ENV.port}", engine=engine)
            raise CannotStart(f"The {processes.wait_for_an_end()} process ended by itself.")
        finally:
            processes.stop()
