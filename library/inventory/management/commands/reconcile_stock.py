"""Prove every balance from its movements."""

import json as jsonlib
from argparse import ArgumentParser
from dataclasses import asdict

from django.core.management.base import BaseCommand, CommandError

from library.inventory.selectors import discrepancies, stock_item_count


class Command(BaseCommand):
    help = "Prove that every on-hand balance is the sum of its movements. Fails where one is not."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="Print the result as JSON.")

    def handle(self, *, json: bool, **_options: object) -> None:
        checked = stock_item_count()
        wrong = discrepancies()
        if json:
            rows = [asdict(row) for row in wrong]
            self.stdout.write(jsonlib.dumps({"checked": checked, "discrepancies": rows}))
        else:
            self.stdout.write(f"{checked} balances checked, {len(wrong)} wrong.")
            for row in wrong:
                self.stdout.write(
                    f"Resource {row.resource_id}: on hand {row.on_hand}, movements {row.moved}."
                )
        if wrong:
            raise CommandError("The ledger does not prove every balance.")
