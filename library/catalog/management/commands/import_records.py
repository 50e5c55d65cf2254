"""Imports catalog records from files: `manage.py import_records FILE`."""

import json
import signal
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from library.catalog.importing.importer import import_file
from library.catalog.importing.reader import UnreadableFile
from library.catalog.importing.report import Entry, Outcome, Report

_SHOWN = 20
_INTERRUPTED = 130


class Command(BaseCommand):
    help = (
        "Import catalog records (MARC21 in UTF-8 or MARC-8, MARCXML). Importing a file again "
        "changes only what changed in it. Ctrl-C stops after the batch at hand; start again to "
        "go on."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="Say what would happen.")
        parser.add_argument("--json", action="store_true", help="Print the summary as JSON.")

    def handle(self, *_: object, **options: object) -> None:
        files = options["files"]
        assert isinstance(files, list)  # noqa: S101 - argparse made it so
        reports: list[Report] = []
        unreadable: list[str] = []
        with _stop_switch() as switch:
            for path in files:
                if switch.is_on:
                    break
                try:
                    reports.append(self._import(path, switch, dry_run=bool(options["dry_run"])))
                except UnreadableFile as error:
                    unreadable.append(str(error))
        if options["json"]:
            self.stdout.write(_as_json(reports, unreadable))
        else:
            for report in reports:
                self.stdout.write(_as_text(report))
        if unreadable:
            raise CommandError("\n".join(unreadable))
        if switch.is_on:
            raise CommandError("Stopped. Start again to go on.", returncode=_INTERRUPTED)

    def _import(self, path: Path, switch: "_Switch", *, dry_run: bool) -> Report:
        console = Console(stderr=True)
        columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
        with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
            size = path.stat().st_size if path.is_file() else None
            task = bar.add_task(path.name, total=size)
            return import_file(
                path=path,
                dry_run=dry_run,
                progress=lambda bytes_read: bar.update(task, completed=bytes_read),
                stopping=lambda: switch.is_on,
            )


class _Switch:
    """Turned on by the first Ctrl-C; the second one interrupts."""

    def __init__(self) -> None:
        self.is_on = False

    def turn_on(self, _signal: int, _frame: FrameType | None) -> None:
        if self.is_on:
            raise KeyboardInterrupt
        self.is_on = True


@contextmanager
def _stop_switch() -> Iterator[_Switch]:
    switch = _Switch()
    try:
        before = signal.signal(signal.SIGINT, switch.turn_on)
    except ValueError:  # not the main thread: nobody can press Ctrl-C there
        yield switch
        return
    try:
        yield switch
    finally:
        signal.signal(signal.SIGINT, before)


def _as_json(reports: list[Report], unreadable: list[str]) -> str:
    totals = {
        outcome.value: sum(report.counts[outcome] for report in reports) for outcome in Outcome
    }
    files = [report.as_json() for report in reports]
    return json.dumps({**totals, "files": files, "unreadable": unreadable}, ensure_ascii=False)


def _as_text(report: Report) -> str:
    counts = ", ".join(f"{report.counts[outcome]} {outcome}" for outcome in Outcome)
    lines = [f"{report.file}: {counts}{_endings(report)}"]
    lines += _listed("Rejected", report.rejections)
    lines += _listed("Remarks", report.remarks)
    return "\n".join(lines)


def _endings(report: Report) -> str:
    return (" (dry run: nothing was written)" if report.dry_run else "") + (
        " (stopped before the end)" if report.stopped else ""
    )


def _listed(heading: str, entries: list[Entry]) -> list[str]:
    if not entries:
        return []
    lines = [f"  {heading}:", *(f"    {entry}" for entry in entries[:_SHOWN])]
    if len(entries) > _SHOWN:
        lines.append(f"    … and {len(entries) - _SHOWN} more; --json lists all.")
    return lines
