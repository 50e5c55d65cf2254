"""Prove the copies set aside from the open parcels."""

import json as jsonlib
from argparse import ArgumentParser
from dataclasses import asdict

from django.core.management.base import BaseCommand, CommandError

from library.fulfillment.selectors.parcels import misallocations


class Command(BaseCommand):
    help = "Prove that the copies set aside are those in open shipments. Fails where they are not."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="Print the result as JSON.")

    def handle(self, *, json: bool, **_options: object) -> None:
        wrong = misallocations()
        if json:
            rows = [asdict(row) for row in wrong]
            self.stdout.write(jsonlib.dumps({"misallocations": rows}))
        else:
            self.stdout.write(f"{len(wrong)} shelves with wrong allocations.")
            for row in wrong:
                held = f"allocated {row.allocated}, in open shipments {row.in_open_shipments}"
                self.stdout.write(f"Resource {row.resource_id}: {held}.")
        if wrong:
            raise CommandError("Open shipments do not prove every allocation.")
