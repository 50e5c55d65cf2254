"""Compare every index with the database."""

import json
from argparse import ArgumentParser
from dataclasses import asdict

from django.core.management.base import BaseCommand, CommandError

from search.engine import EngineUnavailable, SearchEngine
from search.finder import engines
from search.indexing import Drift, check, repair


class Command(BaseCommand):
    help = "Lists documents that are missing, that should be gone, or that are out of date."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help="write just those anew")
        parser.add_argument("--json", action="store_true", dest="as_json", help="for programs")

    def handle(self, *_: object, as_json: bool, **options: object) -> None:
        try:
            drifts = {
                engine.name: self._check(engine, mend=bool(options["repair"]))
                for engine in engines()
            }
        except EngineUnavailable as problem:
            raise CommandError(str(problem)) from problem
        if as_json:
            report = {name: asdict(drift) for name, drift in drifts.items()}
            self.stdout.write(json.dumps(report, indent=2))
        else:
            for name, drift in drifts.items():
                self._describe(name, drift)
        if any(drift.ids for drift in drifts.values()):
            raise CommandError("The index differs from the database.")

    def _check(self, engine: SearchEngine, *, mend: bool) -> Drift:
        """Return what is wrong; after mending, what is wrong still."""
        drift = check(engine)
        if not mend or not drift.ids:
            return drift
        self.stderr.write(f"{engine.name}: {repair(engine, drift)} documents written anew")
        return check(engine)

    def _describe(self, name: str, drift: Drift) -> None:
        self.stdout.write(f"{name}: {drift.expected} documents expected")
        for kind, ids in asdict(drift).items():
            if kind != "expected" and ids:
                shown = ", ".join(map(str, ids[:20])) + (" …" if ids[20:] else "")
                self.stdout.write(f"  {len(ids)} {kind}: {shown}")
