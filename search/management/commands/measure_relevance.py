"""Measure how good search is on a judged set."""

import json
import signal
from argparse import ArgumentParser
from io import StringIO
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.table import Table

from search.embedded.judging import BuildGone
from search.engine import EngineUnavailable, RecordsRefused
from search.relevance.folder import BadFolder, read_folder
from search.relevance.run import Report, measure
from search.relevance.systems import System, engines_in_use


class Command(BaseCommand):
    help = "Measures our search against a plain query and Wagtail's, in indices of their own."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "folder", type=Path, help="with docs.jsonl, queries.jsonl and qrels.tsv"
        )
        parser.add_argument(
            "--engine", choices=("elasticsearch", "postgresql"), help="default: every engine in use"
        )
        parser.add_argument(
            "--typos", action="store_true", help="ask misspelled words of titles too"
        )
        parser.add_argument("--json", action="store_true", dest="as_json", help="for programs")

    def handle(self, *_: object, folder: Path, as_json: bool, **options: object) -> None:
        engines = engines_in_use()
        if options["engine"]:
            if options["engine"] not in engines:
                raise CommandError("Elasticsearch is not in use: ELASTICSEARCH_URL is empty.")
            engines = (str(options["engine"]),)
        # What was made is taken away when somebody ends the run, too.
        before = signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            judged = read_folder(folder)
            report = measure(
                judged, engines, with_typos=bool(options["typos"]), progress=self._tell
            )
        except (BadFolder, BuildGone, EngineUnavailable, RecordsRefused) as problem:
            raise CommandError(str(problem)) from problem
        finally:
            signal.signal(signal.SIGTERM, before)
        if as_json:
            self.stdout.write(json.dumps(report.as_dict(), indent=2))
        else:
            self._print(report)

    def _tell(self, system: System) -> None:
        self.stderr.write(f"Asking {system.name} on {system.engine} …")

    def _print(self, report: Report) -> None:
        text = StringIO()
        console = Console(file=text, width=100)
        console.print(f"{report.documents} documents, {report.queries} judged queries")
        console.print(_table(report))
        for row in report.rows:
            if typos := row.typos:
                console.print(
                    f"{row.engine}: the title that some words of it were typed of is in the first "
                    f"five for {typos.as_written:.3f}, for {typos.misspelled:.3f} with a slip "
                    f"({typos.slips} titles)"
                )
        if alike := report.agreement:
            console.print(
                f"both engines: overlap@10 {alike.overlap_10:.3f}, "
                f"{alike.empty_in_one_only} queries empty in one only"
            )
        self.stdout.write(text.getvalue())


def _table(report: Report) -> Table:
    table = Table("engine", "system", "nDCG@10", "MRR", "recall@50", "success@10", "empty")
    for row in report.rows:
        each = row.measures
        shares = (each.ndcg_10, each.mrr, each.recall_50, each.success_10)
        table.add_row(row.engine, row.system, *(f"{s:.3f}" for s in shares), str(each.empty))
    return table
