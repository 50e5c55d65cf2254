"""Compare every index with the database."""

import json
from argparse import ArgumentParser
from dataclasses import asdict

from django.core.management.base import BaseCommand, CommandError

from search.engine import EngineUnavailable
from search.finder import engines
from search.indexing import Checked, Drift, run_check


class Command(BaseCommand):
    help = (
        "Lists documents that are shown and must not be, that are of nothing, that are missing, "
        "or that say something else than the database, and words that are miscounted."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help="write just those anew")
        parser.add_argument("--json", action="store_true", dest="as_json", help="for programs")

    def handle(self, *_: object, as_json: bool, **options: object) -> None:
        mend = bool(options["repair"])
        try:
            results = {engine.name: run_check(engine, mend=mend) for engine in engines()}
        except EngineUnavailable as problem:
            raise CommandError(str(problem)) from problem
        if as_json:
            report = {name: asdict(checked.left) for name, checked in results.items()}
            self.stdout.write(json.dumps(report, indent=2))
        else:
            for name, checked in results.items():
                self._describe(name, checked)
        if any(checked.left.faults for checked in results.values()):
            raise CommandError("The index differs from the database.")

    def _describe(self, name: str, checked: Checked) -> None:
        self.stdout.write(f"{name}: {checked.found.expected} documents expected")
        self._list(checked.found)
        if checked.repaired:
            self.stdout.write(f"  {checked.repaired} documents written anew")
            if checked.left.faults:
                self.stdout.write("  still wrong after that:")
                self._list(checked.left)

    def _list(self, drift: Drift) -> None:
        for kind, ids in drift.kinds.items():
            if ids:
                shown = ", ".join(map(str, ids[:20])) + (" …" if ids[20:] else "")
                self.stdout.write(f"  {len(ids)} {kind.replace('_', ' ')}: {shown}")
        if drift.words:
            self.stdout.write(f"  {len(drift.words)} words miscounted")
