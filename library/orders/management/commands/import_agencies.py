"""Fills the agency directory from a file: `manage.py import_agencies FILE`."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from library.orders.importing import UnreadableDirectory, import_agencies

_SHOWN = 20


class Command(BaseCommand):
    help = (
        "Import law-enforcement agencies with their ORI from a CSV file with the columns ori, name "
        "and, where known, agency_type, city and state, or from the FBI's own list. Importing a "
        "file again adds only what is new; what staff changed stays."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="Say what would happen.")

    def handle(self, *_: object, file: Path, dry_run: bool, **__: object) -> None:
        try:
            with file.open(encoding="utf-8-sig", newline="") as lines:
                report = import_agencies(lines, dry_run=dry_run)
        except (OSError, UnicodeDecodeError, UnreadableDirectory) as problem:
            raise CommandError(f"{file.name}: {problem}") from problem
        for line, reason in report.refused[:_SHOWN]:
            self.stderr.write(f"Line {line}: {reason}")
        if len(report.refused) > _SHOWN:
            self.stderr.write(f"… and {len(report.refused) - _SHOWN} lines more.")
        would = "Would be" if dry_run else "Were"
        self.stdout.write(
            f"{would} added: {report.created:,} agencies, {report.aliases:,} other names. "
            f"Got their ORI: {report.adopted:,}. Known: {report.known:,}. "
            f"Refused: {len(report.refused):,}."
        )
