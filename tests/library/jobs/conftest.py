"""A kind of work the tests can steer."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from library.jobs import kinds
from library.jobs.models import Job
from library.jobs.running import Run
from library.jobs.services import create_job
from library.jobs.tasks import run

COUNT = "jobs.count"


class Refusal(Exception):
    """What the work refuses."""


@dataclass
class Count:
    """Counts to five into a list; `before` is called with each number first."""

    before: Callable[[int], object] = lambda _: None
    counted: list[int] = field(default_factory=list)
    fetched: list[tuple[Job, object]] = field(default_factory=list)

    def work(self, run: Run) -> None:
        run.each(range(1, 6), self._count, refusals=(Refusal,), name=lambda n: f"number {n}")
        run.conclude(f"Counted {len(self.counted)}.")

    def job(self, actor=None) -> Job:  # type: ignore[no-untyped-def]
        return create_job(kind=COUNT, title="Count to five", parameters={}, actor=actor)

    def run(self, job: Job) -> Job:
        return run(job_id=job.pk)

    def _count(self, number: int) -> None:
        self.before(number)
        self.counted.append(number)


@pytest.fixture
def count(monkeypatch: pytest.MonkeyPatch) -> Count:
    monkeypatch.setattr(kinds, "_KINDS", {})
    count = Count()
    kinds.job_kind(
        COUNT, permission="orders.view_order", fetched=lambda *what: count.fetched.append(what)
    )(count.work)
    return count
