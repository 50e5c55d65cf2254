"""Forgets whom ended orders were for: `manage.py anonymize_recipients`."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from library.jobs.models import Job
from library.jobs.services import cancel_job
from library.jobs.states import JobState
from library.jobs.tasks import run
from library.orders.jobs import AlreadyForgetting, prepare_anonymizing
from library.orders.services.anonymizing import NothingToForget, Span, due_orders, due_span

_INTERRUPTED = 130


class Command(BaseCommand):
    help = (
        "Anonymize the recipients of orders that ended long ago, as the worker does every night. "
        "Ctrl-C stops after the batch at hand; start again to go on."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--days", type=int, help="Instead of RECIPIENT_DAYS, after the end.")
        parser.add_argument("--dry-run", action="store_true", help="Say how many are due.")

    def handle(self, *_: object, days: int | None, dry_run: bool, **__: object) -> None:
        if days is not None and days < 0:
            raise CommandError("Give a number of days from 0.")
        try:
            span = due_span(days=days)
            count = due_orders(ended_until=span.ended_until).count()
            job = None if dry_run else self._run(prepare_anonymizing(days=days), span)
        except NothingToForget as nothing:
            self.stdout.write(str(nothing))
            return
        except AlreadyForgetting as other:
            raise CommandError(f"{other} See job {other.job.pk} in the admin.") from other
        if job is None:
            self.stdout.write(f"{count:,} recipients are due.")
        elif job.state == JobState.CANCELLED:
            raise CommandError("Stopped. Start again to go on.", returncode=_INTERRUPTED)
        else:
            self.stdout.write(f"{count:,} recipients are anonymized.")

    def _run(self, job: Job, span: Span) -> Job:
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=Console(stderr=True)) as progress:
            bar = progress.add_task("Batches of orders", total=len(span.batches()))
            try:
                return run(job_id=job.pk, told=lambda done: progress.update(bar, completed=done))
            except KeyboardInterrupt:
                cancel_job(job_id=job.pk)
                return run(job_id=job.pk)
