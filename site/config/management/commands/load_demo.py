"""The command that loads the demo library."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from config.demo.load import LibraryNotEmpty, load_demo


class Command(BaseCommand):
    """`manage.py load_demo`."""

    help = "Load the demo library into an empty one: resources, stock, agencies, orders, pages."

    def handle(self, *_args: Any, **_options: Any) -> None:  # noqa: ANN401  Django's signature
        if not settings.DEMO_ALLOWED:
            raise CommandError("The demo is for trials; the production settings do not load it.")
        try:
            with transaction.atomic():
                sign_ins = load_demo(report=lambda step: self.stderr.write(f"Demo: {step}"))
        except LibraryNotEmpty as error:
            raise CommandError(str(error)) from error
        for sign_in in sign_ins:
            self.stdout.write(f"{sign_in.role}: {sign_in.username} / {sign_in.password}")
