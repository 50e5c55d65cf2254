"""One run of a job: it notes how far it is, looks whether to stop, and goes on where it was."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from library.jobs.models import Job, JobFile, JobProblem

_NOTED_EVERY = 0.5  # seconds between two notes of a run that leaves no trace otherwise


class Stopped(Exception):
    """Somebody cancelled the job. What was done stays done."""


class Paused(Exception):
    """The worker ends. The job goes on where it was with the next one."""


class Run:
    """What the work of a kind is given: the job's parameters, and how to tell its progress.

    `each` is for work in the database: one thing and the note that it is done are one transaction,
    so that a run which is killed and gone on with does nothing twice. `watch` is for work that
    leaves nothing behind until its end, such as drawing a PDF: it starts anew.
    """

    def __init__(self, job: Job, *, should_pause: Callable[[], bool], told: Callable[[int], None]):
        """Take a job whose row says where it goes on."""
        self.job = job
        self._should_pause = should_pause
        self._told = told

    @property
    def parameters(self) -> dict[str, Any]:
        """What the job was started with."""
        return dict(self.job.parameters)

    def each[Item](
        self,
        items: Sequence[Item],
        work: Callable[[Item], object],
        *,
        refusals: tuple[type[Exception], ...] = (),
        name: Callable[[Item], str] = str,
    ) -> None:
        """Do the work for each item that was not done yet, in an order that never changes.

        An exception of `refusals` is noted as a problem of that item and the rest goes on; what
        the item had changed is rolled back. Another exception ends the run; it can be resumed.
        """
        self._expect(len(items))
        for item in items[self.job.done :]:
            with transaction.atomic():
                try:
                    with transaction.atomic():
                        work(item)
                except refusals as refusal:
                    self.problem(about=name(item), message=str(refusal))
                self._note(self.job.done + 1)
            self._look()

    def watch[Item](self, items: Iterable[Item], *, total: int) -> Iterator[Item]:
        """Yield the items and note about twice a second how many are done."""
        self._expect(total)
        Job.objects.filter(pk=self.job.pk).update(done_before=0)
        self._note(0)
        noted, done = time.monotonic(), 0
        for done, item in enumerate(items, start=1):
            yield item
            if time.monotonic() - noted >= _NOTED_EVERY:
                self._note(done)
                self._look()
                noted = time.monotonic()
        self._note(done)

    def problem(self, *, about: str, message: str) -> None:
        """Note what could not be done. No personal data."""
        JobProblem.objects.create(job=self.job, about=about, message=message)
        Job.objects.filter(pk=self.job.pk).update(problem_count=F("problem_count") + 1)

    def keep_file(self, *, name: str, content_type: str, content: bytes) -> None:
        """Keep what was made for a day, for those who may start such a job."""
        values = {
            "name": name,
            "content_type": content_type,
            "content": content,
            "made_at": timezone.now(),
        }
        JobFile.objects.update_or_create(job=self.job, defaults=values)

    def conclude(self, result: str, *, url: str = "") -> None:
        """Say in a sentence what came of it, and where to look."""
        Job.objects.filter(pk=self.job.pk).update(result=result, result_url=url)

    def _expect(self, total: int) -> None:
        self.job.total = total
        Job.objects.filter(pk=self.job.pk).update(total=total)

    def _note(self, done: int) -> None:
        self.job.done = done
        Job.objects.filter(pk=self.job.pk).update(done=done, touched_at=timezone.now())
        self._told(done)

    def _look(self) -> None:
        if Job.objects.filter(pk=self.job.pk, is_to_stop=True).exists():
            raise Stopped
        if self._should_pause():
            raise Paused
